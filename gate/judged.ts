import type { Verdict } from '../runner/verdict.ts';
import type { Evidence, Level, Topic } from '../specs/contract.ts';
import type { UnsupportedBecause } from '../suites/check.ts';
import type { ClientKind } from '../targets/target.ts';

/** What one difference is to a gate. */
export interface JudgedFinding {
  readonly client: ClientKind;
  /** Kind of difference. */
  readonly code: string;
  /** Identity of the failure over runs. */
  readonly fingerprint: string;
  readonly summary: string;
}

/** What one requirement came to, as far as a gate looks at it; a result of a report fits as it is. */
export interface Judged {
  readonly requirement: string;
  readonly topic: Topic;
  readonly level: Level;
  readonly evidence: Evidence;
  readonly documents: readonly string[];
  /** Whether a failure makes the target non-conformant. */
  readonly gating: boolean;
  readonly verdict: Verdict;
  /** Requirement that this one needs and that was not met, for the verdict `blocked`. */
  readonly blockedBy?: string;
  /** Why the verdict `unsupported` is no hole in the run. */
  readonly because?: UnsupportedBecause;
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
  readonly findings: readonly JudgedFinding[];
}

/** The requirements of one run, each once. The first attempt has them all; further ones may have judged a few. */
export type Attempt = readonly Judged[];
