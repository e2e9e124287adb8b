import { callsOn, namesIn, type Recorded } from './record.ts';

/** A name that a list shows or misses though it cannot. */
export interface ListFault {
  readonly list: Recorded;
  readonly name: string;
  readonly shown: boolean;
}

/**
 * Lists are judged by intervals: a key pair that surely existed during the whole call is in it, one that surely did not
 * is not, and one that overlaps with a make or a delete may or may not be.
 */
export function listFaults(history: readonly Recorded[]): readonly ListFault[] {
  const names = namesIn(history);
  return history.flatMap((list) => {
    if (list.answer.kind !== 'listed') return [];
    const { tokens } = list.answer;
    return names.flatMap((name): ListFault[] => {
      const calls = callsOn(history, name);
      const shown = tokens.has(name);
      if (shown ? surelyAbsent(calls, list) : surelyThere(calls, list)) return [{ list, name, shown }];
      return [];
    });
  });
}

function mayMake({ call, answer }: Recorded): boolean {
  return call.kind === 'make' && (answer.kind === 'made' || answer.kind === 'unknown');
}

function mayDelete({ call }: Recorded): boolean {
  return call.kind === 'delete';
}

/** Whether a delete was of what that make made: by id it is of no other. */
function tookAway({ call: gone }: Recorded, made: Recorded['call']): boolean {
  const token = gone.kind === 'delete' ? gone.token : undefined;
  return token === undefined || (made.kind === 'make' && made.token === token);
}

/** A make was answered before the list began, and no delete can have come after it. */
function surelyThere(calls: readonly Recorded[], list: Recorded): boolean {
  return calls.some(
    (make) =>
      make.call.kind === 'make' &&
      make.answer.kind === 'made' &&
      make.end < list.start &&
      calls.filter(mayDelete).every(({ start, end }) => end < make.start || start > list.end),
  );
}

/** Nothing can have made it before the list ended, or a delete was answered since. */
function surelyAbsent(calls: readonly Recorded[], list: Recorded): boolean {
  const makes = calls.filter(mayMake).filter(({ start }) => start <= list.end);
  if (makes.length === 0) return true;
  return calls.some(
    (gone) =>
      gone.answer.kind === 'deleted' &&
      gone.end < list.start &&
      makes.every(({ call, end }) => end < gone.start && tookAway(gone, call)),
  );
}
