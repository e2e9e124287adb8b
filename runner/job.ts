import type { OperationRole } from '../specs/contract.ts';
import type { Aftermath, Check, Disturbed, HistoryBudget, Mismatch, StepRole } from '../suites/check.ts';
import { Random } from '../suites/random.ts';
import type { Redactor } from '../targets/redact.ts';
import type { Exchange, KeyPairClient, Outcome, Target } from '../targets/target.ts';
import type { AtEnd } from './at-end.ts';
import type { Canaries } from './canary.ts';
import type { CleanupAction } from './cleanup.ts';
import type { Settling } from './consistency.ts';
import type { Ending } from './endings.ts';
import type { NameSource, RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import type { Owner } from './ownership/owner.ts';
import type { KeyTypes } from './probe.ts';
import type { shedBodies } from './shed.ts';

/** A check with the client it runs through. */
export interface Job {
  readonly check: Check;
  readonly client: KeyPairClient;
  /** Set when it runs once more, sharing nothing with the first time. `anew`: under other names, because those are taken. */
  readonly again?: 'same' | 'anew';
}

/** What all checks of a run have in common. */
export interface RunState extends RunOptions {
  readonly keyTypes: KeyTypes;
  /** What the probe found of the capabilities that it tried. */
  readonly observed: ReadonlyMap<string, boolean>;
  /** Operations that the target was seen to carry out; grows during the run. */
  readonly working?: Set<OperationRole>;
  readonly atEnd: AtEnd;
  /** Keeps the memory for bodies small. @default `shedBodies` */
  readonly shed?: typeof shedBodies;
  /** Checks that failed while others ran and passed alone, so far. */
  readonly disturbed: readonly Disturbed[];
  /** What checks with a hazard broke so far. */
  readonly aftermath: readonly Aftermath[];
  /** Whether a requirement was judged and failed; by default nothing has. */
  readonly failedBefore?: (requirement: string) => boolean;
  readonly redactor: Redactor;
  /** The requirement by which an operation is known not to do what the check needs of it. */
  readonly against: (job: Job, operation: OperationRole) => string | undefined;
  readonly names: RunNames;
  readonly owner: Owner;
  readonly canary: Canaries;
}

/** Enough to meet every pair of neighboring steps a few times, and a small part of a run. */
export const DEFAULT_HISTORIES: HistoryBudget = { count: 20, steps: 12 };

/** What a check left behind. */
export interface Trace {
  readonly names: NameSource;
  readonly random: Random;
  /** Exchanges for the log, in the order in which they ended. */
  readonly exchanges: Exchange[];
  /** What each exchange was for, also of those that are not for the log. */
  readonly roles: Map<Exchange, StepRole>;
  /** Exchanges of the check that made what this one shares with it, and what each was for there. */
  readonly borrowed: Map<Exchange, StepRole>;
  readonly pace: Pace;
  /** Every answer with the identity of its call, where the requirement is judged under two readings. */
  readonly answers: { readonly key: string; readonly outcome: Outcome }[];
  readonly mismatches: Mismatch[];
  readonly remarks: string[];
  /** Changes that a describe did not show at once. */
  readonly settlings: Settling[];
  readonly cleanups: CleanupAction[];
  /** What was lent to the check, each with whether the parameters of a delete name it. */
  readonly lent: Map<string, (sent: string) => boolean>;
  /** What the first call without a usable answer came to. */
  ending: Ending | undefined;
  /** Set when the cleanups have been taken up. */
  closed: boolean;
}

/** How long the responses of a check took, also of those that are not kept. */
export interface Pace {
  responses: number;
  /** Milliseconds of all of them together. */
  tookMs: number;
}

/** Milliseconds of a response from which a target counts as slow, and the most times as long that a check may take then. */
const SLOW = { fromMs: 50, most: 5 } as const;

/**
 * Milliseconds a check may take, and each of its cleanups. A check at a target that is slow, or on a busy machine, may
 * take longer, in the measure of what its responses took: what it asks is the same. Responses that come near the limit
 * of a request say that the target hangs; nobody waits for that.
 */
export function limitOf({ body }: Check, { timeouts }: Target, pace?: Pace): number {
  const limitMs = body.budgetMs ?? timeouts.checkMs;
  if (pace === undefined || pace.responses === 0) return limitMs;
  const meanMs = pace.tookMs / pace.responses;
  if (meanMs > timeouts.requestMs / 4) return limitMs;
  return Math.round(limitMs * Math.min(SLOW.most, Math.max(1, meanMs / SLOW.fromMs)));
}

/** A trace with nothing in it. */
export function newTrace({ check, client }: Job, seed: number, names: NameSource): Trace {
  return {
    names,
    random: new Random(seed, `${check.requirement.id}/${client.kind}`),
    exchanges: [],
    roles: new Map(),
    borrowed: new Map(),
    pace: { responses: 0, tookMs: 0 },
    answers: [],
    mismatches: [],
    remarks: [],
    settlings: [],
    cleanups: [],
    lent: new Map(),
    ending: undefined,
    closed: false,
  };
}
