import { type Verdict, verdictBecause } from '../runner/verdict.ts';
import { count, isHole, unsettledIn } from './decide.ts';
import type { Report, Result } from './report.ts';

const MOST_NAMED = 10;

/** What to do about requirements without a verdict, by verdict. */
const ADVICE: Readonly<Partial<Record<Verdict, string>>> = {
  inconclusive:
    'Fix what the reason names. If time ran out, run again on a machine with less load, or give the target more time (timeouts in the config file).',
  unsupported:
    'Declare what the target does not have: --without CAPABILITY, or capabilities in the config file.',
};

/** The requirements that none of several attempts settled, as the first of them has them. */
export function unsettledInAll([first, ...others]: readonly Pick<Report, 'results'>[]): readonly Result[] {
  if (first === undefined) return [];
  const settled = new Set(
    others.flatMap(({ results }) =>
      results.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').map((one) => one.requirement),
    ),
  );
  return unsettledIn(first.results).filter(({ requirement }) => !settled.has(requirement));
}

/**
 * Which requirements have no verdict that a baseline could hold, why, and what to do; no line when all are settled. The
 * texts are those of the report: they are escaped where they are shown.
 */
export function unsettledLines(unsettled: readonly Result[]): readonly string[] {
  if (unsettled.length === 0) return [];
  const more = unsettled.length - MOST_NAMED;
  const verdicts = new Set(unsettled.map((one) => (isHole(one) ? 'unsupported' : 'inconclusive')));
  return [
    `INCOMPLETE  ${count(unsettled.length, 'requirement')} without a verdict, which no baseline excuses:`,
    ...unsettled
      .slice(0, MOST_NAMED)
      .map(({ requirement, verdict, reason }) => `  ${requirement}  ${verdictBecause(verdict, reason)}`),
    ...(more > 0 ? [`  and ${more} more, see report.json`] : []),
    ...[...verdicts].flatMap((verdict) => ADVICE[verdict] ?? []),
  ];
}
