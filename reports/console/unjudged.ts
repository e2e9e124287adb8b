import { VERDICTS, type Verdict } from '../../runner/verdict.ts';
import type { Report } from '../report.ts';
import { field, type Layout } from './layout.ts';

const SHOWN: readonly Verdict[] = VERDICTS.filter(
  (verdict) => verdict !== 'pass' && verdict !== 'fail' && verdict !== 'skipped',
);
/** Room for the longest verdict name. */
const LABEL_WIDTH = 14;
const MOST_REASONS = 8;
const MOST_NAMES = 3;

/**
 * Requirements without an answer, one line for each reason: a hundred requirements that all wait for the same broken
 * operation are one fact, not a hundred.
 */
export function unjudgedLines(report: Report, layout: Layout): readonly string[] {
  return SHOWN.flatMap((verdict) => {
    const groups = byReason(report, verdict);
    const rest = groups.slice(MOST_REASONS).reduce((sum, [, ids]) => sum + ids.length, 0);
    return [
      ...groups
        .slice(0, MOST_REASONS)
        .flatMap(([reason, ids]) =>
          field(verdict, `${ids.length} × ${reason}: ${named(ids)}`, layout, LABEL_WIDTH),
        ),
      ...(rest === 0
        ? []
        : field(verdict, `${rest} more for other reasons, see report.json`, layout, LABEL_WIDTH)),
    ];
  });
}

function byReason(report: Report, verdict: Verdict): readonly (readonly [string, readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const result of report.results) {
    if (result.verdict !== verdict) continue;
    const reason = result.reason ?? 'no reason given';
    groups.set(reason, [...(groups.get(reason) ?? []), result.requirement]);
  }
  return [...groups].sort(([, left], [, right]) => right.length - left.length);
}

function named(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMES;
  return ids.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
