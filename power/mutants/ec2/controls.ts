import { type KeyObject, randomUUID } from 'node:crypto';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { sha256OfSshBlob } from '../../../targets/reference/keys/fingerprints.ts';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';
import { openSshPrivateKey } from '../../../targets/reference/keys/openssh.ts';
import { publicKeyOf } from '../../../targets/reference/keys/public-key.ts';
import type { Mutant } from '../mutant.ts';
import { type Answer, type NullTarget, plain, stateless } from '../null-target.ts';

/** The reference without a fault: when any check finds one, the figure of a power run is void. */
export const NO_OP: Mutant = {
  provider: 'aws-ec2',
  id: 'control/no-op',
  topic: 'lifecycle',
  summary: 'the reference as it is',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({}),
};

/** The reference with everything broken: when it survives, the figure of a power run is void. */
export const ALL_BROKEN: Mutant = {
  provider: 'aws-ec2',
  id: 'control/all-broken',
  topic: 'lifecycle',
  summary: 'the reference with every action broken',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({
    authorization: { authorize: () => refusal('InternalError', 'Everything is broken', 500) },
  }),
};

const XML = 'text/xml;charset=UTF-8';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A success of EC2's shape with these elements, already written. */
export function successDocument(action: string, elements: string): Answer {
  const root = /^[A-Za-z]+$/.test(action) ? `${action}Response` : 'Response';
  return {
    status: 200,
    contentType: XML,
    body: `${DECLARATION}<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>${elements}</${root}>`,
  };
}

/** A refusal of EC2's shape. */
export function refusalDocument(code: string, status: number): Answer {
  return {
    status,
    contentType: XML,
    body: `${DECLARATION}<Response><Errors><Error><Code>${code}</Code><Message>The request is refused.</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
  };
}

/** Values that the examples of the documentation use. */
const NAME = 'my-key-pair';
const ID = 'key-0123456789abcdef0';
const FINGERPRINT = '1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca:9f:f5:f1:6f';
const MATERIAL =
  '---- BEGIN RSA PRIVATE KEY ----\nMIICiTCCAfICCQD6m7oRw0uXOjANBgkqhkiG9w0BAQUFADCBiDEL\n-----END RSA PRIVATE KEY-----';

const EXAMPLES: Readonly<Record<string, string>> = {
  CreateKeyPair: `<keyName>${NAME}</keyName><keyFingerprint>${FINGERPRINT}</keyFingerprint><keyMaterial>${MATERIAL}</keyMaterial><keyPairId>${ID}</keyPairId>`,
  ImportKeyPair: `<keyName>${NAME}</keyName><keyPairId>${ID}</keyPairId><keyFingerprint>${FINGERPRINT}</keyFingerprint>`,
  DescribeKeyPairs: `<keySet><item><keyName>${NAME}</keyName><keyPairId>${ID}</keyPairId><keyFingerprint>${FINGERPRINT}</keyFingerprint><keyType>rsa</keyType><createTime>2026-01-01T00:00:00.000Z</createTime><tagSet/></item></keySet>`,
  DeleteKeyPair: `<return>true</return><keyPairId>${ID}</keyPairId>`,
};

/** The example of an action, whatever was asked. */
export function documentationExample(action: string): Answer {
  return successDocument(action, EXAMPLES[action] ?? '');
}

/** How many key pairs the table has. */
const ROWS = 3;

/** Whole answers with valid keys, made beforehand and given in turn, whatever is asked. */
export function cannedKeys(): (parameters: ReadonlyMap<string, string>) => Answer {
  let table: readonly KeyObject[] | undefined;
  let turn = 0;
  return (parameters) => {
    table ??= Array.from({ length: ROWS }, () => newPrivateKey('ed25519'));
    const row = turn++ % ROWS;
    const key = table[row];
    if (key === undefined) throw new Error('the table of keys is empty');
    const action = parameters.get('Action') ?? '';
    return successDocument(action, elementsOf(action, `key-${row}`, key));
  };
}

function elementsOf(action: string, name: string, key: KeyObject): string {
  const fingerprint = sha256OfSshBlob(publicKeyOf(key));
  const id = `key-${Buffer.from(fingerprint).toString('hex').slice(0, 17)}`;
  const common = `<keyName>${name}</keyName><keyPairId>${id}</keyPairId><keyFingerprint>${fingerprint}</keyFingerprint>`;
  switch (action) {
    case 'CreateKeyPair':
      return `${common}<keyMaterial>${openSshPrivateKey(key, '')}</keyMaterial>`;
    case 'DescribeKeyPairs':
      return `<keySet><item>${common}<keyType>ed25519</keyType><createTime>2026-01-01T00:00:00.000Z</createTime><tagSet/></item></keySet>`;
    case 'DeleteKeyPair':
      return `<return>true</return><keyPairId>${id}</keyPairId>`;
    default:
      return common;
  }
}

/** Codes and HTTP statuses of the servers that refuse everything in the right shape. */
const REFUSALS: readonly (readonly [code: string, status: number])[] = [
  ['InvalidParameterValue', 400],
  ['MissingParameter', 400],
  ['InvalidParameterCombination', 400],
  ['InvalidKeyPair.NotFound', 400],
  ['InvalidKeyPair.Duplicate', 400],
  ['InvalidKey.Format', 400],
  ['KeyPairLimitExceeded', 400],
  ['TagLimitExceeded', 400],
  ['UnknownParameter', 400],
  ['InvalidAction', 400],
  ['AuthFailure', 401],
  ['UnauthorizedOperation', 403],
  ['DryRunOperation', 412],
];

/** Every null target of EC2. */
export const NULL_TARGETS: readonly NullTarget[] = [
  stateless('empty-200', 'answers HTTP 200 without a body', () => plain(200, '')),
  stateless('text-200', 'answers HTTP 200 with the word OK', () => plain(200, 'OK')),
  stateless('json-200', 'answers HTTP 200 with an empty JSON object', () => ({
    status: 200,
    contentType: 'application/json',
    body: '{}',
  })),
  stateless(
    'hollow-success',
    'answers every action with its root element and a request id, and nothing else',
    (p) => successDocument(p.get('Action') ?? '', ''),
  ),
  stateless('empty-list', 'answers every action with an empty list and `true`', (p) =>
    successDocument(p.get('Action') ?? '', '<keySet/><return>true</return>'),
  ),
  stateless('always-400', 'answers HTTP 400 without a body', () => plain(400, '')),
  stateless('always-404', 'answers HTTP 404 without a body', () => plain(404, '')),
  stateless('always-500', 'answers HTTP 500 without a body', () => plain(500, '')),
  ...REFUSALS.map(([code, status]) =>
    stateless(
      `refuse-all-${code}`,
      `refuses everything with ${code} (HTTP ${status}) in the right shape`,
      () => refusalDocument(code, status),
    ),
  ),
  stateless('echo', 'answers every action with the parameters it was sent, as elements', echo),
  stateless('canned-documentation', 'answers every action with the example of its documentation', (p) =>
    documentationExample(p.get('Action') ?? ''),
  ),
  stateless(
    'canned-keys',
    'answers every action from a table of three valid key pairs, whatever is asked',
    cannedKeys(),
  ),
];

function echo(parameters: ReadonlyMap<string, string>): Answer {
  const elements = [...parameters].flatMap(([name, value]) => {
    const element = name.replace(/\..*/, '');
    const camel = element.charAt(0).toLowerCase() + element.slice(1);
    return /^[A-Za-z]+$/.test(camel) ? [`<${camel}>${escaped(value)}</${camel}>`] : [];
  });
  const name = escaped(parameters.get('KeyName') ?? parameters.get('KeyName.1') ?? '');
  return successDocument(
    parameters.get('Action') ?? '',
    `${elements.join('')}<return>true</return><keySet><item><keyName>${name}</keyName></item></keySet>`,
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\r', '&#xD;');
}
