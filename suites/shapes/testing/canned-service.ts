import { createHash } from 'node:crypto';
import { ec2Outcome } from '../../../targets/ec2/client/parse.ts';
import type {
  CallParameters,
  Exchange,
  KeyPairCall,
  Outcome,
  Tag,
  WireAlteration,
} from '../../../targets/target.ts';

/** A change of an answer's body before it is read. */
export type Alter = (body: string, call: KeyPairCall, kind: 'success' | 'error') => string | Uint8Array;

/** What else a test can change about an answer. */
export interface ServiceChanges {
  readonly alter?: Alter;
  readonly status?: number;
  readonly contentType?: string;
}

interface Stored {
  readonly name: string;
  readonly tags: readonly Tag[];
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const HEX = createHash('sha1').update('any key').digest('hex').match(/../g)?.join(':') ?? '';

/** Answers as EC2 does, well enough for shapes, from bodies written by hand; `changes` breaks them. */
export function cannedService(changes: ServiceChanges = {}): (call: KeyPairCall) => Outcome {
  const pairs = new Map<string, Stored>();
  let exchanges = 0;
  return (call) => {
    exchanges += 1;
    const { body, status } = answer(call, pairs, requestId(exchanges));
    const kind = status === 200 ? 'success' : 'error';
    const altered = changes.alter?.(body, call, kind) ?? body;
    const exchange: Exchange = {
      id: exchanges,
      client: 'wire',
      startedAt: exchanges,
      durationMs: 1,
      request: { method: 'POST', url: 'http://127.0.0.1/', headers: [], body: '' },
      response: {
        status: kind === 'success' ? (changes.status ?? status) : status,
        headers: [['Content-Type', changes.contentType ?? 'text/xml;charset=UTF-8']],
        body: typeof altered === 'string' ? Buffer.from(altered, 'utf8') : altered,
      },
      call,
    };
    return ec2Outcome(exchange);
  };
}

function answer(
  { operation, parameters, wire = {} }: KeyPairCall,
  pairs: Map<string, Stored>,
  id: string,
): { readonly body: string; readonly status: number } {
  const names = [parameters.name ?? [], parameters.names ?? []].flat();
  const success = (action: string, fields: string): { body: string; status: number } => ({
    body: `${DECLARATION}<${action}Response xmlns="${NAMESPACE}"><requestId>${id}</requestId>${fields}</${action}Response>`,
    status: 200,
  });
  const problem = wireProblemOf(wire) ?? problemOf(operation, parameters, pairs);
  if (problem !== undefined) {
    const { code, message, status = 400 } = problem;
    const error = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return {
      body: `${DECLARATION}<Response><Errors>${error}</Errors><RequestID>${id}</RequestID></Response>`,
      status,
    };
  }
  const [name = ''] = names;
  const stored = { name, tags: parameters.tags ?? [] };
  const tagSet = stored.tags.length === 0 ? '' : tagSetOf(stored.tags);
  switch (operation) {
    case 'create':
      pairs.set(name, stored);
      return success('CreateKeyPair', `${common(name, HEX)}<keyMaterial>secret</keyMaterial>${tagSet}`);
    case 'import':
      pairs.set(name, stored);
      return success('ImportKeyPair', `${common(name, HEX.slice(0, 47))}${tagSet}`);
    case 'describe': {
      const wanted = [names, parameters.filters?.flatMap(({ values }) => values) ?? []].flat();
      const items = wanted.flatMap((one) => pairs.get(one) ?? []).map((pair) => itemOf(pair, parameters));
      return success(
        'DescribeKeyPairs',
        items.length === 0 ? '<keySet/>' : `<keySet>${items.join('')}</keySet>`,
      );
    }
    case 'delete': {
      const keyPairId = pairs.delete(name) ? '<keyPairId>key-0123456789abcdef0</keyPairId>' : '';
      return success('DeleteKeyPair', `<return>true</return>${keyPairId}`);
    }
  }
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

/** What is refused before the operation is looked at. */
function wireProblemOf({ authentication, replace = {}, append = [] }: WireAlteration): Problem | undefined {
  if (authentication === 'none')
    return {
      code: 'MissingParameter',
      message: 'The request must contain the parameter AWSAccessKeyId',
    };
  if (authentication === 'unknown-access-key') {
    const message = 'AWS was not able to validate the provided access credentials';
    return { code: 'AuthFailure', message, status: 401 };
  }
  if (replace.Version !== undefined)
    return { code: 'NoSuchVersion', message: 'The requested version of service AmazonEC2 does not exist' };
  if (replace.Action !== undefined)
    return { code: 'InvalidAction', message: 'The action X is not valid for this web service.' };
  const [added] = append[0] ?? [];
  if (added === undefined) return undefined;
  return added.startsWith('KeyName')
    ? { code: 'InvalidRequest', message: 'The request received was invalid.' }
    : { code: 'UnknownParameter', message: `The parameter ${added} is not recognized` };
}

function problemOf(
  operation: KeyPairCall['operation'],
  { name, names, id, ids, material, keyType, keyFormat, tagScope, dryRun }: CallParameters,
  pairs: ReadonlyMap<string, Stored>,
): Problem | undefined {
  const value = (message: string): Problem => ({ code: 'InvalidParameterValue', message });
  const missing = (parameter: string): Problem => ({
    code: 'MissingParameter',
    message: `The request must contain the parameter ${parameter}`,
  });
  if (dryRun === true) {
    return {
      code: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      status: 412,
    };
  }
  if (operation === 'describe') {
    const absent = names?.find((one) => !pairs.has(one));
    if (names?.includes('') === true)
      return value("Invalid value '' for keyPairNames. It should not be blank");
    if (ids !== undefined) return value(`Invalid value '${ids}' for keyPairId.`);
    return absent === undefined
      ? undefined
      : { code: 'InvalidKeyPair.NotFound', message: `The key pair '${absent}' does not exist` };
  }
  if (operation === 'delete') {
    if (id?.startsWith('key-') === true) return value(`Invalid value '${id}' for keyPairId.`);
    if (id !== undefined) return value('Value for parameter keyPairId is invalid.');
    return name === undefined
      ? { code: 'MissingParameter', message: 'KeyName or KeyPairId must be provided' }
      : undefined;
  }
  if (name === undefined) return missing('KeyName');
  if (name.length > 255)
    return value('Value for parameter KeyName is invalid. Length exceeds maximum of 255.');
  if (name !== name.trim()) return value(`Invalid value '${name}' for keyName. It should be trimmed`);
  if (name.includes('\n')) return value(`Value (${name}) for parameter ${name} is invalid. KeyName`);
  if (!/^[ -~]*$/.test(name)) {
    return value('Value for parameter KeyName is invalid. Character sets beyond ASCII are not supported.');
  }
  if (pairs.has(name)) return { code: 'InvalidKeyPair.Duplicate', message: 'The keypair already exists' };
  if (keyType !== undefined && keyType !== 'ed25519')
    return value(`'x' at 'keyType' failed to satisfy constraint`);
  if (keyFormat !== undefined) return value(`'x' at 'keyFormat' failed to satisfy constraint`);
  if (typeof tagScope === 'string')
    return value(`'${tagScope}' is not a valid taggable resource type for this operation.`);
  if (operation === 'create') return undefined;
  if (material === undefined) return missing('PublicKeyMaterial');
  if (!/^[\s -~]*$/.test(String(material))) return value('Character sets beyond ASCII are not supported.');
  if (String(material).length > 2048) return value('Length exceeds maximum of 2048.');
  return String(material).startsWith('ssh-')
    ? undefined
    : { code: 'InvalidKey.Format', message: 'Key is not in valid OpenSSH public key format' };
}

function common(name: string, fingerprint: string): string {
  return `<keyName>${escapeXml(name)}</keyName><keyPairId>key-0123456789abcdef0</keyPairId><keyFingerprint>${fingerprint}</keyFingerprint>`;
}

function itemOf({ name, tags }: Stored, { includePublicKey }: CallParameters): string {
  const publicKey = includePublicKey === true ? `<publicKey>ssh-ed25519 AAAA ${name}\n</publicKey>` : '';
  const fields = `${common(name, HEX)}<keyType>ed25519</keyType>${publicKey}`;
  return `<item>${fields}<createTime>2026-01-02T03:04:05.678Z</createTime>${tagSetOf(tags)}</item>`;
}

function tagSetOf(tags: readonly Tag[]): string {
  const items = tags.map(
    ({ key, value }) => `<item><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`,
  );
  return items.length === 0 ? '<tagSet/>' : `<tagSet>${items.join('')}</tagSet>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function requestId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
