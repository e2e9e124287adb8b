import type { KeyPairCall, KeyPairClient, KeyPairView, Outcome } from '../../../targets/target.ts';
import { exchangeOf } from '../../testing/fakes.ts';

/** A key pair that the service has. */
export interface Kept {
  readonly name: string;
  readonly id: string;
}

/** A service of one region in memory, with the calls that it got. */
export interface Service extends KeyPairClient {
  readonly calls: KeyPairCall[];
  readonly kept: Kept[];
  /** Calls of one operation. */
  sent(operation: KeyPairCall['operation']): readonly KeyPairCall['parameters'][];
}

/** What a service does instead of the right thing; `undefined` for the right thing. */
export type Deviation = (call: KeyPairCall, kept: Kept[]) => Outcome | undefined;

/** A success that shows these key pairs. */
export function success(call: KeyPairCall, keyPairs: readonly KeyPairView[] = []): Outcome {
  return { kind: 'accepted', status: 200, keyPairs, exchange: exchangeOf(call) };
}

/** A rejection. */
export function rejection(call: KeyPairCall, code: string, status = 400): Outcome {
  return { kind: 'refused', status, code, message: code, exchange: exchangeOf(call, status) };
}

/** A service that behaves as EC2 does with names and ids, but for the deviation. */
export function startService(others: readonly string[] = [], deviate: Deviation = () => undefined): Service {
  let made = 0;
  const calls: KeyPairCall[] = [];
  const kept: Kept[] = [];
  const make = (name: string): Kept => {
    made += 1;
    const pair = { name, id: `key-${made.toString(16).padStart(17, '0')}` };
    kept.push(pair);
    return pair;
  };
  const find = ({ name, names = [], id, ids = [] }: KeyPairCall['parameters']): readonly Kept[] =>
    kept.filter((pair) => [name, ...names].includes(pair.name) || [id, ...ids].includes(pair.id));
  const correct = (call: KeyPairCall): Outcome => {
    const { operation, parameters } = call;
    const { name, names, id, ids } = parameters;
    if (operation === 'create' || operation === 'import') {
      if (name === undefined) return rejection(call, 'MissingParameter');
      if (kept.some((pair) => pair.name === name)) return rejection(call, 'InvalidKeyPair.Duplicate');
      return success(call, [make(name)]);
    }
    const found = find(parameters);
    if (operation === 'delete') {
      for (const pair of found) kept.splice(kept.indexOf(pair), 1);
      return success(call);
    }
    const all = name === undefined && names === undefined && id === undefined && ids === undefined;
    if (!all && found.length === 0) return rejection(call, 'InvalidKeyPair.NotFound');
    return success(call, all ? [...kept] : found);
  };
  for (const name of others) make(name);
  return {
    kind: 'wire',
    calls,
    kept,
    sent: (operation) => calls.flatMap((call) => (call.operation === operation ? [call.parameters] : [])),
    call: async (call, { signal }) => {
      signal.throwIfAborted();
      calls.push(call);
      return deviate(call, kept) ?? correct(call);
    },
    close: () => Promise.resolve(),
  };
}
