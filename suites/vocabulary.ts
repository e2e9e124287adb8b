/** The words that checks, the log and reports share; this file imports nothing, so that public types may. */

/** How a check works: one worked case, generated cases, a sequence of calls, or calls at the same time. */
export type CheckKind = 'example' | 'property' | 'model' | 'burst';

/**
 * Why a requirement that is unsupported is no hole in a run: the owner of the target declares that it is missing, no
 * client of the run can send it, or the target accepts every signature, which is said beside the verdict.
 */
export type UnsupportedBecause = 'declared' | 'client' | 'signatures';

/**
 * What a step of a check is for: `setup` makes what the check needs, `control` shows that the target is right where the
 * statement does not apply, `statement` is what the requirement is about. Only the statement can fail.
 */
export const STEP_ROLES = ['setup', 'control', 'statement'] as const;
export type StepRole = (typeof STEP_ROLES)[number];

/** How far the quota checks go: fill a region to its limit, stay small, or do nothing. */
export const QUOTA_MODES = ['full', 'probe', 'skip'] as const;
export type QuotaMode = (typeof QUOTA_MODES)[number];

/** A generated case that broke a property, with all that is needed to see it again. */
export interface Counterexample {
  readonly seed: number;
  readonly path: string;
  /** The shrunk value, printed. */
  readonly value: string;
  readonly runs: number;
  readonly shrinks: number;
}
