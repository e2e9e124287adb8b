import type { Verdict } from '../runner/verdict.ts';

/**
 * Which checks judge a mutant: the one that must notice it, those of its topic and of that one's topic, all that can see
 * it, or all. In the full form a check is left out when it would get the same bytes from the mutant as from the correct
 * server (`Prefilter`); in the others each check comes with what it needs.
 */
export const FORMS = ['targeted', 'topic', 'full', 'exhaustive'] as const;
export type Form = (typeof FORMS)[number];

/** What the checks said about one server. */
export interface Measurement {
  /** Id of the mutant, control or null target. */
  readonly subject: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Why, for verdicts other than pass and fail. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Why the run as a whole says nothing: the server did not start, could not be reached, or took too long. */
  readonly trouble?: string;
  readonly durationMs: number;
}

/** A measurement in which nothing was judged. */
export function nothingJudged(subject: string, trouble: string, durationMs = 0): Measurement {
  return { subject, verdicts: {}, reasons: {}, trouble, durationMs };
}

/** One measurement of two of the same mutant, by different checks. */
export function together(one: Measurement, other: Measurement): Measurement {
  const trouble = one.trouble ?? other.trouble;
  return {
    subject: one.subject,
    verdicts: { ...one.verdicts, ...other.verdicts },
    reasons: { ...one.reasons, ...other.reasons },
    ...(trouble !== undefined && { trouble }),
    durationMs: one.durationMs + other.durationMs,
  };
}
