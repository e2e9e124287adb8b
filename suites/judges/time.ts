import type { Exchange } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';
import type { ShownValue } from './values.ts';

/** Between two times, in milliseconds since the epoch, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Which clock the span was read from, in words. */
  readonly clock: string;
}

const MINUTE_MS = 60_000;
/** A Date header tells whole seconds, so the true time is up to one second later. */
const HEADER_RESOLUTION_MS = 1000;
/** Machines of one service need not agree better than this. */
const HEADER_TOLERANCE_MS = 5000;
/** Without a Date header there is only our own clock, which signed requests allow to be wrong by some minutes. */
const OWN_CLOCK_TOLERANCE_MS = 15 * 60_000;

/**
 * The time between two exchanges by the clock of the target, which may differ from ours: read from the Date headers of
 * both answers. Where one of them has none, the span is read from our clock and is wider.
 */
export function spanBetween(before: Exchange, after: Exchange): Span {
  const [from, to] = [dateOf(before), dateOf(after)];
  if (from === undefined || to === undefined) {
    return {
      from: before.startedAt - OWN_CLOCK_TOLERANCE_MS,
      to: after.startedAt + after.durationMs + OWN_CLOCK_TOLERANCE_MS,
      clock:
        'the clock of this machine, with a tolerance of 15 minutes, as the responses have no Date header',
    };
  }
  return {
    from: from - HEADER_TOLERANCE_MS,
    to: to + HEADER_RESOLUTION_MS + HEADER_TOLERANCE_MS,
    clock: 'the Date headers of the responses before and after, with a tolerance of 5 seconds',
  };
}

function dateOf({ response }: Exchange): number | undefined {
  const header = response.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const time = Date.parse(header ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Judges that a time of the wire lies in a span. A whole number of hours beside it is told as a wrong time zone. */
export function judgeWithin({ value: createdAt, exchange }: ShownValue, span: Span): Mismatch | undefined {
  const time = Date.parse(createdAt ?? '');
  // A time that is written to the minute stands for all of that minute.
  const until = /T\d{2}:\d{2}(?!:)/u.test(createdAt ?? '') ? time + MINUTE_MS - 1 : time;
  if (until >= span.from && time <= span.to) return undefined;
  const hours = Number.isNaN(time) ? 0 : Math.round((time - span.from) / 3_600_000);
  const shifted = time - hours * 3_600_000;
  const isZone = hours !== 0 && Math.abs(hours) <= 14 && shifted >= span.from && shifted <= span.to;
  const facts = {
    from: iso(span.from),
    to: iso(span.to),
    clock: span.clock,
    observed: createdAt,
    ...(isZone && { hours }),
  };
  return { code: 'wrong-create-time', facts, exchange };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
