import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';
import { publicKeyOf, sshBlob } from '../../../targets/reference/keys/public-key.ts';
import type { EcsMutant } from '../mutant.ts';
import { type Answer, type NullTarget, plain, stateless } from '../null-target.ts';

/** The reference without a fault: when any check finds one, the figure of a power run is void. */
export const ECS_NO_OP: EcsMutant = {
  provider: 'alibaba-ecs',
  id: 'control/no-op',
  topic: 'lifecycle',
  summary: 'the reference as it is',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({}),
};

/** The reference with everything broken: when it survives, the figure of a power run is void. */
export const ECS_ALL_BROKEN: EcsMutant = {
  provider: 'alibaba-ecs',
  id: 'control/all-broken',
  topic: 'lifecycle',
  summary: 'the reference with every action broken',
  mustBeKilledBy: 'lifecycle.create.works',
  fault: () => ({
    authorization: { authorize: () => refusal('InternalError', 'Everything is broken', 500) },
  }),
};

/** How many key pairs the table of canned keys has. */
const ROWS = 3;

/** Codes and HTTP statuses of the servers that refuse everything in the right shape. */
const REFUSALS: readonly (readonly [code: string, status: number])[] = [
  ['InvalidKeyPairName.Malformed', 400],
  ['MissingParameter', 400],
  ['KeyPair.AlreadyExist', 400],
  ['InvalidPublicKeyBody.Malformed', 400],
  ['InvalidKeyPairNames.ValueNotSupported', 400],
  ['InvalidTagKey.Malformed', 400],
  ['InvalidTagValue.Malformed', 400],
  ['Duplicate.TagKey', 400],
  ['QuotaExceed.Tags', 403],
  ['QuotaExceed.KeyPair', 403],
  ['InvalidRegionId.NotFound', 404],
  ['InvalidResourceGroup.NotFound', 404],
  ['InvalidKeyPair.NotFound', 404],
  ['InvalidAccessKeyId.NotFound', 404],
  ['InvalidAction.NotFound', 404],
  ['SignatureDoesNotMatch', 400],
  ['InvalidTimeStamp.Expired', 400],
  ['Forbidden.RAM', 403],
];

function json(status: number, members: Readonly<Record<string, unknown>>): Answer {
  const body = JSON.stringify({ RequestId: randomUUID().toUpperCase(), ...members });
  return { status, contentType: 'application/json;charset=utf-8', body };
}

/** Members as elements; a list is an element for each of its members. */
function elements(members: Readonly<Record<string, unknown>>): string {
  return Object.entries(members)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, one]))
    .map(([name, one]) => {
      const isObject = typeof one === 'object' && one !== null;
      return `<${name}>${isObject ? elements(one as Readonly<Record<string, unknown>>) : one}</${name}>`;
    })
    .join('');
}

function xml(status: number, root: string, members: Readonly<Record<string, unknown>>): Answer {
  const body = elements({ [root]: { RequestId: randomUUID().toUpperCase(), ...members } });
  return { status, contentType: 'text/xml;charset=utf-8', body };
}

const page = (items: readonly unknown[]): Readonly<Record<string, unknown>> => ({
  PageNumber: 1,
  PageSize: 10,
  TotalCount: items.length,
  KeyPairs: { KeyPair: items },
});

/** The sample of each action, whatever was asked. */
const SAMPLES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = (() => {
  const KeyPairName = 'testKeyPairName';
  const KeyPairFingerPrint = '89:f0:ba:62:ac:b8:aa:e1:61:5e:fd:81:69:86:6d:6b:f0:c0:5a:d7';
  const PrivateKeyBody = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----';
  const item = {
    KeyPairName,
    KeyPairFingerPrint,
    CreationTime: '2023-07-19T06:54Z',
    ResourceGroupId: '',
    Tags: { Tag: [] },
  };
  return {
    CreateKeyPair: { KeyPairId: 'ssh-bp67acfmxazb4p', KeyPairName, KeyPairFingerPrint, PrivateKeyBody },
    ImportKeyPair: { KeyPairName, KeyPairFingerPrint },
    DescribeKeyPairs: page([item]),
    DeleteKeyPairs: {},
  };
})();

/** Whole answers with valid keys, made beforehand and given in turn, whatever is asked. */
function cannedKeys(): (parameters: ReadonlyMap<string, string>) => Answer {
  let table: readonly KeyObject[] | undefined;
  let turn = 0;
  return (parameters) => {
    table ??= Array.from({ length: ROWS }, () => newPrivateKey('rsa', { modulusLength: 2048 }));
    const row = turn++ % ROWS;
    const key = table[row];
    if (key === undefined) throw new Error('the table of keys is empty');
    return json(200, membersOf(parameters.get('Action') ?? '', `key-${row}`, key));
  };
}

function membersOf(action: string, name: string, key: KeyObject): Readonly<Record<string, unknown>> {
  const blob = sshBlob(publicKeyOf(key));
  const common = {
    KeyPairName: name,
    KeyPairFingerPrint: createHash('md5').update(blob).digest('hex'),
  };
  switch (action) {
    case 'CreateKeyPair':
      return {
        ...common,
        KeyPairId: `ssh-${common.KeyPairFingerPrint.slice(0, 18)}`,
        PrivateKeyBody: key.export({ format: 'pem', type: 'pkcs1' }).toString().trimEnd(),
      };
    case 'DescribeKeyPairs': {
      const PublicKey = `ssh-rsa ${blob.toString('base64')}`;
      const item = { ...common, CreationTime: '2026-01-01T00:00Z', ResourceGroupId: '', PublicKey };
      return page([{ ...item, Tags: { Tag: [] } }]);
    }
    case 'ImportKeyPair':
      return common;
    default:
      return {};
  }
}

function echo(parameters: ReadonlyMap<string, string>): Answer {
  const sent = Object.fromEntries([...parameters].filter(([name]) => /^[A-Za-z]+$/.test(name)));
  return json(200, { ...page([{ KeyPairName: parameters.get('KeyPairName') ?? '' }]), ...sent });
}

/** Every null target of ECS. */
export const ECS_NULL_TARGETS: readonly NullTarget[] = [
  stateless('empty-200', 'answers HTTP 200 without a body', () => plain(200, '')),
  stateless('text-200', 'answers HTTP 200 with the word OK', () => plain(200, 'OK')),
  stateless('json-200', 'answers HTTP 200 with an empty JSON object', () => ({
    status: 200,
    contentType: 'application/json;charset=utf-8',
    body: '{}',
  })),
  stateless('hollow-success', 'answers every action with a request id and nothing else', () => json(200, {})),
  stateless('empty-list', 'answers every action with an empty page', () => json(200, page([]))),
  stateless('always-400', 'answers HTTP 400 without a body', () => plain(400, '')),
  stateless('always-404', 'answers HTTP 404 without a body', () => plain(404, '')),
  stateless('always-500', 'answers HTTP 500 without a body', () => plain(500, '')),
  ...REFUSALS.map(([Code, status]) =>
    stateless(
      `refuse-all-${Code}`,
      `refuses everything with ${Code} (HTTP ${status}) in the right shape`,
      () => json(status, { HostId: 'ecs.aliyuncs.com', Code, Message: 'The request is refused.' }),
    ),
  ),
  stateless('echo', 'answers every action with the parameters it was sent, as members', echo),
  stateless('canned-documentation', 'answers every action with the sample of its documentation', (p) =>
    json(200, SAMPLES[p.get('Action') ?? ''] ?? {}),
  ),
  stateless(
    'canned-documentation-xml',
    'answers every action with the sample of its documentation in XML',
    (p) => {
      const action = p.get('Action') ?? '';
      return xml(200, `${action}Response`, SAMPLES[action] ?? {});
    },
  ),
  stateless('refuse-all-xml', 'refuses everything in XML of the right shape', () =>
    xml(400, 'Error', {
      HostId: 'ecs.aliyuncs.com',
      Code: 'MissingParameter',
      Message: 'The request is refused.',
    }),
  ),
  stateless(
    'canned-keys',
    'answers every action from a table of three valid key pairs, whatever is asked',
    cannedKeys(),
  ),
];
