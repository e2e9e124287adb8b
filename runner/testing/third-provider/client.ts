import type { OperationRole } from '../../../specs/contract.ts';
import type {
  Exchange,
  KeyPairCall,
  KeyPairClient,
  KeyPairView,
  Outcome,
  Target,
} from '../../../targets/target.ts';
import { wireClient } from '../../../targets/wire/wire-client.ts';

/** Path of each operation of the made-up provider. */
const PATHS: Readonly<Record<OperationRole, string>> = {
  create: 'make',
  import: 'load',
  describe: 'show',
  delete: 'drop',
};

/** Speaks to the made-up provider: parameters in the query of a POST, JSON objects as answers. */
export function createThirdProviderClient(target: Target): KeyPairClient {
  return wireClient(target, {
    request: (call) => ({ method: 'POST', url: addressOf(target, call), headers: [], body: '' }),
    read: outcomeOf,
  });
}

function addressOf({ endpoint }: Target, { operation, region, parameters }: KeyPairCall): string {
  const { name, material, ids, pageOffset, pageSize } = parameters;
  const query = new URLSearchParams({
    region,
    ...(name !== undefined && { label: name }),
    ...(ids !== undefined && { keys: ids.join(',') }),
    ...(material !== undefined && { openssh: Buffer.from(material).toString() }),
    ...(pageOffset !== undefined && { skip: String(pageOffset) }),
    ...(pageSize !== undefined && { limit: String(pageSize) }),
  });
  return `${endpoint}${PATHS[operation]}?${query.toString()}`;
}

function outcomeOf(exchange: Exchange): Outcome {
  const { status, body } = exchange.response;
  const object = objectIn(body);
  if (object === undefined)
    return { kind: 'unreadable', status, reason: 'the body is no JSON object', exchange };
  const { reason, text, keys } = object;
  if (typeof reason === 'string') {
    return { kind: 'refused', status, code: reason, message: String(text), exchange };
  }
  const shown = Array.isArray(keys)
    ? keys.map((key) => viewOf(key as Record<string, unknown>))
    : [viewOf(object)];
  return { kind: 'accepted', status, keyPairs: shown, exchange };
}

function objectIn(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Key of the view and name in the answer. */
const NAMES = {
  name: 'label',
  id: 'key',
  fingerprint: 'print',
  privateKey: 'pem',
  publicKey: 'openssh',
} as const;

function viewOf(object: Record<string, unknown>): KeyPairView {
  const texts = Object.entries(NAMES).flatMap(([key, name]) => {
    const text = object[name];
    return typeof text === 'string' ? [[key, text] as const] : [];
  });
  return Object.fromEntries(texts);
}
