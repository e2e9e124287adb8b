import {
  type Mismatch,
  Nonconformity,
  NotSelected,
  Unprepared,
  type UnsupportedBecause,
} from '../suites/check.ts';
import type { Exchange } from '../targets/target.ts';
import type { Ended } from './deadline.ts';
import { endingOf } from './endings.ts';
import type { Trace } from './job.ts';
import { stackOf } from './stack.ts';
import type { Verdict } from './verdict.ts';

/** The verdict of one check. */
export interface Judged {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly because?: UnsupportedBecause;
  /** The requirement that states what went wrong before the statement, for the verdict `blocked`. */
  readonly blockedBy?: string;
  readonly mismatches: readonly Mismatch[];
  /** Stack of an error that belongs to the suite. */
  readonly defect?: string;
}

/**
 * The verdict of a check from how its body ended and what it left. A difference that was seen stays seen, whatever came
 * after it; a difference that was judged after a call without an answer is none.
 */
export function judge(ended: Ended, trace: Trace, limitMs: number): Judged {
  const thrown = ended.kind === 'threw' ? ended.error : undefined;
  const late = trace.ending !== undefined;
  const mismatches = [...trace.mismatches];
  if (thrown instanceof Nonconformity && !late) mismatches.push(thrown.mismatch);

  const word = wordOn(ended, trace, limitMs);
  if (word.verdict === 'defect' || mismatches.length === 0) return { ...word, mismatches };
  return { verdict: 'fail', mismatches };
}

function wordOn(ended: Ended, trace: Trace, limitMs: number): Omit<Judged, 'mismatches'> {
  if (trace.ending !== undefined) return trace.ending;
  switch (ended.kind) {
    case 'expired':
      return { verdict: 'inconclusive', reason: `no verdict within ${limitMs} ms` };
    case 'stopped':
      return { verdict: 'inconclusive', reason: 'interrupted' };
    case 'done':
      return { verdict: 'pass' };
    case 'threw':
      return wordOnError(ended.error);
  }
}

function wordOnError(error: unknown): Omit<Judged, 'mismatches'> {
  if (error instanceof Nonconformity) return { verdict: 'fail' };
  if (error instanceof Unprepared) {
    const reason = `what it needs could not be made ready: ${error.message}`;
    return error.statedBy === undefined
      ? { verdict: 'inconclusive', reason }
      : { verdict: 'blocked', reason, blockedBy: error.statedBy };
  }
  if (error instanceof NotSelected) return { verdict: 'skipped', reason: error.message };
  const ending = endingOf(error);
  if (ending !== undefined) return ending;
  const text = error instanceof Error ? error.message : String(error);
  return { verdict: 'defect', reason: `the check crashed: ${text}`, defect: stackOf(error) };
}

/** Exchanges of a check in the order of their start, and the number each has in the log. */
export interface NumberedExchanges {
  readonly exchanges: readonly Exchange[];
  /** Numbers count from 1. */
  numberOf(exchange: Exchange): number;
}

/** Numbers the exchanges for the log together with those that only a difference names, and what led to these. */
export function numberExchanges(trace: Trace, mismatches: readonly Mismatch[]): NumberedExchanges {
  const named = mismatches.flatMap(({ exchange, compared, led = [] }) => [
    ...led,
    exchange,
    compared?.exchange,
  ]);
  const shown = named.filter((exchange) => exchange !== undefined);
  const isBorrowed = shown.some((exchange) => trace.borrowed.has(exchange));
  const led = isBorrowed ? trace.borrowed.keys() : [];
  const all = [...new Set([...trace.exchanges, ...led, ...shown])].toSorted(
    (a, b) => a.startedAt - b.startedAt,
  );
  return { exchanges: all, numberOf: (exchange) => all.indexOf(exchange) + 1 };
}
