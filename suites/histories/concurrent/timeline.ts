import type { Recorded } from './record.ts';
import type { Violation } from './violation.ts';

/** One call on the lane of its client, with times in milliseconds since the first. */
export interface Lane {
  readonly client: number;
  readonly call: string;
  readonly answer: string;
  readonly startMs: number;
  /** Absent for a call that got no answer. */
  readonly endMs?: number;
  readonly offending: boolean;
}

/** The calls of a violation in the order of their start. */
export function lanesOf({ calls, offending }: Violation): readonly Lane[] {
  const sorted = calls.toSorted((one, other) => one.start - other.start);
  const origin = sorted[0]?.start ?? 0;
  return sorted.map((one) => ({
    client: one.client,
    call: callInWords(one),
    answer: answerInWords(one),
    startMs: rounded(one.start - origin),
    ...(Number.isFinite(one.end) && { endMs: rounded(one.end - origin) }),
    offending: one === offending,
  }));
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function callInWords({ call }: Recorded): string {
  return call.kind === 'make'
    ? call.operation
    : call.kind === 'look'
      ? 'describe by name'
      : call.kind === 'list'
        ? 'describe of everything'
        : 'delete';
}

function answerInWords({ answer }: Recorded): string {
  switch (answer.kind) {
    case 'made':
      return 'accepted';
    case 'taken':
      return 'rejected: the name is taken';
    case 'shown':
      return answer.token === undefined ? 'not there' : `there (${answer.token})`;
    case 'deleted':
      return answer.token === null ? 'nothing deleted' : 'deleted';
    case 'listed':
      return `${answer.tokens.size} key pairs`;
    case 'unknown':
      return 'no answer';
  }
}

/** Characters of a lane. */
const WIDTH = 32;

/** The timeline as text: one line per call, its bar on one scale for all. */
export function timelineText(lanes: readonly Lane[]): readonly string[] {
  const last = Math.max(1, ...lanes.map(({ startMs, endMs = startMs }) => endMs));
  const column = (ms: number): number => Math.round((ms / last) * (WIDTH - 1));
  return lanes.map(({ client, call, answer, startMs, endMs, offending }) => {
    const from = column(startMs);
    const to = endMs === undefined ? WIDTH - 1 : column(endMs);
    const bar = `${' '.repeat(from)}${'='.repeat(Math.max(1, to - from + 1))}`.padEnd(WIDTH);
    return `client ${client} |${bar}| ${call}: ${answer}${offending ? '  <- cannot be' : ''}`;
  });
}
