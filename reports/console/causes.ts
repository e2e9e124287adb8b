import { type Cause, causesOf } from '../causes.ts';
import type { Report } from '../report.ts';
import { field, type Layout } from './layout.ts';

const MOST_NAMES = 3;
/** Room for a count of three digits and its sign. */
const LABEL_WIDTH = 6;

/** What several failures have in common, where anything: one line for each cause of more than one. */
export function causeLines(report: Report, layout: Layout): readonly string[] {
  return causesOf(report)
    .filter(({ results }) => results.length > 1)
    .flatMap((cause) => field(`${cause.results.length} ×`, textOf(cause), layout, LABEL_WIDTH));
}

function textOf({ title, results }: Cause): string {
  const named = results.slice(0, MOST_NAMES).map(({ requirement }) => requirement);
  const more = results.length - named.length;
  return `${title}: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
