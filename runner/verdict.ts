/** All that can be said of a requirement; never merged into fewer. */
export const VERDICTS = [
  'pass',
  'fail',
  'unsupported',
  'blocked',
  'inconclusive',
  'defect',
  'skipped',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Which verdict stands for a requirement that several clients judged: the one that says the most against trusting
 * the result. A suite defect outweighs everything, because then no other word about the target can be believed.
 */
const WEIGHT: readonly Verdict[] = [
  'defect',
  'fail',
  'inconclusive',
  'blocked',
  'unsupported',
  'pass',
  'skipped',
];

/** A verdict that is no result, with its reason: `skipped: interrupted`, `blocked by name.create.absent (failed)`. */
export function verdictBecause(verdict: Verdict, reason = 'no reason given'): string {
  return reason.startsWith(`${verdict} `) ? reason : `${verdict}: ${reason}`;
}

/** The verdict of a requirement from the verdicts of its clients; `skipped` when there are none. */
export function combineVerdicts(verdicts: readonly Verdict[]): Verdict {
  return WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? 'skipped';
}
