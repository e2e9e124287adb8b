import { isLinearizable } from './linearizable.ts';
import { type ListFault, listFaults } from './lists.ts';
import { callsOn, namesIn, type Recorded } from './record.ts';

/** What is wrong with a concurrent history, with the fewest calls that show it. */
export interface Violation {
  /** `makes`: what makes and deletes say of each other; `looks`: a look contradicts them; `lists`: a list does; `errors`: an error. */
  readonly kind: 'makes' | 'looks' | 'lists' | 'errors';
  readonly name: string;
  readonly calls: readonly Recorded[];
  readonly offending: Recorded;
}

/**
 * Every violation, one for each name at the most and kind. `staleMs` is how old a look or a list may be where the target declares
 * eventual consistency: its start is moved back by that much.
 */
export function violationsOf(history: readonly Recorded[], staleMs = 0): readonly Violation[] {
  const aged = history.map((one) =>
    one.call.kind === 'look' || one.call.kind === 'list' ? { ...one, start: one.start - staleMs } : one,
  );
  const registers = namesIn(aged).flatMap((name) => violationOf(callsOn(aged, name), name) ?? []);
  const lists = listFaults(aged).map((fault) => listViolation(aged, fault));
  const errors = history.filter(({ answer }) => answer.kind === 'unknown' && answer.error !== undefined);
  return [...registers, ...lists, ...errors.map((one) => errorViolation(history, one))];
}

function violationOf(calls: readonly Recorded[], name: string): Violation | undefined {
  if (isLinearizable(calls)) return undefined;
  const makes = calls.filter(({ call }) => call.kind !== 'look');
  const [kind, all] = isLinearizable(makes) ? (['looks', calls] as const) : (['makes', makes] as const);
  const fewest = fewestOf(all);
  const ended = fewest.filter(({ end }) => Number.isFinite(end));
  const offending = ended.toSorted((one, other) => one.end - other.end).at(-1);
  return offending && { kind, name, calls: fewest, offending };
}

/**
 * The calls up to the first answer that cannot be right, without those that are not needed for the contradiction: calls
 * that have no effect, and makes without an answer where nobody saw what they may have made. Leaving out another call with
 * an effect could make a contradiction of its own.
 */
function fewestOf(calls: readonly Recorded[]): readonly Recorded[] {
  const ends = calls.map(({ end }) => end).toSorted((one, other) => one - other);
  const until = ends.find((end) => !isLinearizable(upTo(calls, end))) ?? Number.POSITIVE_INFINITY;
  let fewest = upTo(calls, until);
  for (const one of fewest) {
    const without = fewest.filter((other) => other !== one);
    const isNeedless = hasNoEffect(one) || (isOpenMake(one) && !without.some(seesAPair));
    if (isNeedless && !isLinearizable(without)) fewest = without;
  }
  return fewest;
}

/** What was known when `end` had come: what had begun later does not count, what had not ended has no answer yet. */
function upTo(calls: readonly Recorded[], end: number): readonly Recorded[] {
  return calls.flatMap((one) => {
    if (one.start > end) return [];
    const open = { kind: 'unknown', pending: true } as const;
    return one.end <= end ? [one] : [{ ...one, answer: open, end: Number.POSITIVE_INFINITY }];
  });
}

function isOpenMake({ call, answer }: Recorded): boolean {
  return call.kind === 'make' && answer.kind === 'unknown';
}

/** Whether an answer says that there is a key pair, which a make without an answer may have made. */
function seesAPair({ answer }: Recorded): boolean {
  return (
    answer.kind === 'taken' ||
    (answer.kind === 'shown' && answer.token !== undefined) ||
    (answer.kind === 'deleted' && typeof answer.token === 'string')
  );
}

function hasNoEffect({ call, answer }: Recorded): boolean {
  if (call.kind === 'look' || call.kind === 'list') return true;
  return answer.kind === 'taken' || (answer.kind === 'deleted' && answer.token === null);
}

function listViolation(history: readonly Recorded[], { list, name }: ListFault): Violation {
  const calls = callsOn(history, name).filter((one) => !hasNoEffect(one) && one.start <= list.end);
  return { kind: 'lists', name, calls: [...calls, list], offending: list };
}

/** An error that no call by itself gets, with the calls that overlap it. */
function errorViolation(history: readonly Recorded[], offending: Recorded): Violation {
  const name = offending.call.kind === 'list' ? '' : offending.call.name;
  const beside = callsOn(history, name).filter((one) => one !== offending && one.end >= offending.start);
  return { kind: 'errors', name, calls: [...beside.slice(0, 3), offending], offending };
}
