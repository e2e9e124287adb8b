import type { ClientKind } from '../targets/target.ts';
import type { BaselineEntry } from './baseline.ts';

/**
 * Ends of a comparison that are as expected. That what fails sometimes passed in all of a few attempts is one of them: it
 * proves nothing, and a gate that closes on it is shut by chance.
 */
export const EXPECTED_KINDS = ['known', 'flaky', 'no-longer-flaky', 'not-judged'] as const;

/** Ends of a comparison that nobody expected; each is exit 1. */
export const UNEXPECTED_KINDS = [
  'unexpected-failure',
  'changed-fingerprint',
  'unexpected-pass',
  'matches-nothing',
  'expired',
] as const;

export type ExpectedKind = (typeof EXPECTED_KINDS)[number];
export type UnexpectedKind = (typeof UNEXPECTED_KINDS)[number];
export type OutcomeKind = ExpectedKind | UnexpectedKind;

/** How often something failed among the attempts that judged it. */
export interface Tally {
  readonly failed: number;
  readonly judged: number;
}

/** One failure of one requirement as one client saw it, over all attempts. */
export interface Failure {
  readonly requirement: string;
  readonly client: ClientKind;
  readonly code: string;
  readonly fingerprint: string;
  readonly summary: string;
  readonly gating: boolean;
  readonly tally: Tally;
}

/** What became of one failure, or of one entry. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Id of the requirement, or the pattern of the entry. */
  readonly requirement: string;
  readonly failure?: Failure;
  readonly entry?: BaselineEntry;
  /** One sentence: what is so, and for what is unexpected what to do. */
  readonly text: string;
}

/** What a baseline makes of a run. */
export interface Comparison {
  readonly file: string;
  readonly attempts: number;
  readonly outcomes: readonly Outcome[];
}

const UNEXPECTED: ReadonlySet<OutcomeKind> = new Set(UNEXPECTED_KINDS);

/** The outcomes that nobody expected; without one the baseline holds. */
export function unexpectedOf(comparison: Comparison): readonly Outcome[] {
  return comparison.outcomes.filter(({ kind }) => UNEXPECTED.has(kind));
}
