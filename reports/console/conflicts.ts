import type { Report } from '../report.ts';
import { field, type Layout } from './layout.ts';

/** Room for the longest side. */
const LABEL_WIDTH = 12;

/** Where the texts contradict each other or the service: the side that the target takes, and what it says. */
export function conflictLines(report: Report, layout: Layout): readonly string[] {
  const judged = report.conflicts.filter(({ follows }) => follows !== 'not-judged');
  if (judged.length === 0) return [];
  const rest = report.conflicts.length - judged.length;
  return [
    ...judged.flatMap((conflict) => {
      const { follows, subject, id } = conflict;
      const says = follows === 'observed' || follows === 'documented' ? `: ${conflict[follows]}` : '';
      return field(follows, `${subject} (${id})${says}`, layout, LABEL_WIDTH);
    }),
    ...(rest === 0 ? [] : field('not tested', `${rest} more; see report.json`, layout, LABEL_WIDTH)),
  ];
}
