import { type KeyPairCall, type KeyPairClient, type Outcome, TransportError } from '../../targets/target.ts';
import { withCall } from '../../targets/wire/wrapped.ts';
import type { LedgerWriter } from './ledger.ts';

/** What all clients of a run write into, and how much they may make together. */
export interface Ledgering {
  /** Without one, calls are only counted. */
  readonly ledger?: LedgerWriter;
  /** Creates and imports at the most; further ones are not sent. */
  readonly limit?: number;
  /**
   * What the names of the run begin with. With it, a delete by a name without it is sent only for a key pair that this
   * run was told it made: a name too short for the prefix may be somebody else's.
   */
  readonly prefix?: string;
}

/** A key pair that a call was said to have made. */
interface Standing {
  readonly seq: number;
  readonly region: string;
  readonly name: string | undefined;
  readonly id: string | undefined;
}

/** Longer values of an altered request are no names. */
const LONGEST_NAME = 1024;

/**
 * The same clients, but whatever they make stands in the ledger before its request leaves. Every call that may make
 * something goes through here, whoever sends it and whichever client it goes through.
 */
export function ledgered(
  clients: readonly KeyPairClient[],
  { ledger, limit = Infinity, prefix }: Ledgering,
): readonly KeyPairClient[] {
  const standing = new Set<Standing>();
  const everMade = new Set<string>();
  let made = 0;

  const make = async (call: KeyPairCall, send: () => Promise<Outcome>): Promise<Outcome> => {
    made += 1;
    if (made > limit) {
      const message = `the run has used up the ${limit} creates and imports of its plan`;
      throw new TransportError(message, 'request', 'CREATE_LIMIT');
    }
    const { region, operation } = call;
    const seq = ledger?.intent({ region, operation, names: namesOf(call) }) ?? 0;
    const outcome = await send();
    if (outcome.kind === 'accepted' && call.parameters.dryRun !== true) {
      const { name, id } = outcome.keyPairs[0] ?? {};
      ledger?.accepted(seq, outcome.keyPairs[0] ?? {});
      standing.add({ seq, region, name: name ?? call.parameters.name, id });
      for (const known of [name, call.parameters.name]) everMade.add(`${region} ${known}`);
    } else if (outcome.kind === 'refused' && outcome.status < 500) {
      ledger?.refused(seq);
    }
    return outcome;
  };

  const remove = async (call: KeyPairCall, send: () => Promise<Outcome>): Promise<Outcome> => {
    const foreign = namesToDelete(call).find(
      (name) => !isMarked(name, prefix) && !everMade.has(`${call.region} ${name}`),
    );
    if (foreign !== undefined) {
      const message = `${JSON.stringify(foreign)} is not known to be made by this run, so no delete of it is sent`;
      throw new TransportError(message, 'request', 'NOT_OURS');
    }
    // What is made while the delete is under way may outlive it.
    const before = new Set(standing);
    const outcome = await send();
    if (outcome.kind !== 'accepted' || call.parameters.dryRun === true) return outcome;
    for (const one of removedBy(call, before)) {
      standing.delete(one);
      ledger?.removed(one.seq);
    }
    return outcome;
  };

  return clients.map((client) =>
    withCall(client, (call, options) => {
      const send = (): Promise<Outcome> => client.call(call, options);
      switch (call.operation) {
        case 'create':
        case 'import':
          return make(call, send);
        case 'delete':
          return remove(call, send);
        case 'describe':
          return send();
      }
    }),
  );
}

/** The name that is sent, and every value by which a deliberate fault could replace it. */
function namesOf({ parameters, wire }: KeyPairCall): readonly string[] {
  const altered = [...Object.values(wire?.replace ?? {}), ...(wire?.append ?? []).map(([, value]) => value)];
  const names = [...(parameters.name === undefined ? [] : [parameters.name]), ...altered];
  return [...new Set(names)].filter((name) => name !== '' && name.length <= LONGEST_NAME);
}

function namesToDelete({ parameters: { name, names = [] } }: KeyPairCall): readonly string[] {
  return [...(name === undefined || name === '' ? [] : [name]), ...names];
}

/** Whether a name holds the prefix of the run, in whatever case and between whatever else. */
function isMarked(name: string, prefix: string | undefined): boolean {
  return prefix === undefined || name.toLowerCase().includes(prefix.toLowerCase());
}

/** What an accepted delete took away. Of two pairs with one name it may have taken either, so both stay open. */
function removedBy(
  { region, parameters }: KeyPairCall,
  before: ReadonlySet<Standing>,
): ReadonlySet<Standing> {
  const { id, ids = [], name, names = [] } = parameters;
  const here = [...before].filter((one) => one.region === region);
  const byId = here.filter((one) => one.id !== undefined && [id, ...ids].includes(one.id));
  const byName = [name, ...names].flatMap((wanted) => {
    const called = wanted === undefined ? [] : here.filter((one) => one.name === wanted);
    return called.length === 1 ? called : [];
  });
  return new Set([...byId, ...byName]);
}
