import { ANY, type ConcurrentAnswer, type Recorded } from './record.ts';

/** The one key pair of a name, by its token; `null` for none. */
type Register = string | null;

function fits(token: Register, state: Register): boolean {
  return token === ANY ? state !== null : token === state;
}

/** The states that a call may leave, where its answer fits the state before it; none where it does not fit. */
function after({ call, answer }: Recorded, state: Register): readonly Register[] {
  switch (call.kind) {
    case 'make':
      if (answer.kind === 'made') return state === null ? [call.token] : [];
      if (answer.kind === 'taken') return state === null ? [] : [state];
      return state === null ? [null, call.token] : [state];
    case 'delete':
      if (call.token !== undefined) return afterDeleteOf(call.token, answer, state);
      if (answer.kind === 'unknown') return [state, null];
      if (answer.kind !== 'deleted') return [];
      return answer.token === undefined || fits(answer.token, state) ? [null] : [];
    case 'look':
      if (answer.kind === 'unknown') return [state];
      return answer.kind === 'shown' && fits(answer.token ?? null, state) ? [state] : [];
    case 'list':
      return [state];
  }
}

/** A delete by id takes away the key pair of that id and no later one of its name; it met nothing where that is gone. */
function afterDeleteOf(token: string, answer: ConcurrentAnswer, state: Register): readonly Register[] {
  if (token === ANY) return answer.kind === 'deleted' && answer.token === null ? [state] : [state, null];
  const met = state === token;
  if (answer.kind === 'unknown') return met ? [state, null] : [state];
  if (answer.kind !== 'deleted') return [];
  if (answer.token === null) return met ? [] : [state];
  // An answer that does not say what it met fits both.
  if (answer.token === undefined) return met ? [null] : [state];
  return met && fits(answer.token, state) ? [null] : [];
}

/**
 * Whether the calls on one name can be put in an order in which each takes effect between its start and its end and
 * every answer is right: Wing and Gong's search, with the states that were tried remembered (as Lowe, and Porcupine, do).
 * A call without an answer has no end, so it may take effect at any time, or never.
 */
export function isLinearizable(calls: readonly Recorded[]): boolean {
  const sorted = calls.toSorted((one, other) => one.start - other.start);
  const all = (1n << BigInt(sorted.length)) - 1n;
  const optional = sorted.reduce(
    (mask, { end }, index) => (end === Number.POSITIVE_INFINITY ? mask | (1n << BigInt(index)) : mask),
    0n,
  );
  const tried = new Set<string>();
  const search = (done: bigint, state: Register): boolean => {
    if ((done | optional) === all) return true;
    const place = `${done} ${state}`;
    if (tried.has(place)) return false;
    tried.add(place);
    const open = sorted
      .map((call, index) => ({ call, bit: 1n << BigInt(index) }))
      .filter(({ bit }) => (done & bit) === 0n);
    // What starts after another has ended cannot come before it.
    const firstEnd = Math.min(...open.map(({ call }) => call.end));
    return open.some(
      ({ call, bit }) =>
        call.start <= firstEnd && after(call, state).some((next) => search(done | bit, next)),
    );
  };
  return search(0n, null);
}
