import type { Lane } from '../../findings/histories.ts';
import type { Recorded } from './record.ts';
import type { Violation } from './violation.ts';

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
      return answer.error ?? (answer.pending ? 'no response yet' : 'no response');
  }
}
