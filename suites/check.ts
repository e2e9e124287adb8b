import type { Contract, JsonObject, OperationRole, Requirement, Topic } from '../specs/contract.ts';
import type { MakingOperation } from '../specs/needs.ts';
import type { KeyPairCall, KeyPairClient, Outcome, Target } from '../targets/target.ts';
import type { Canary } from './canary/canary.ts';
import type { Mismatch } from './findings/catalogue.ts';
import type { Random } from './random.ts';
import type { CheckKind, QuotaMode, StepRole, UnsupportedBecause } from './vocabulary.ts';

export type { Mismatch } from './findings/catalogue.ts';
export * from './vocabulary.ts';

/** What a judge returns: nothing, or the difference. */
export type Judgement = Mismatch | undefined;

/** Thrown by `must` to end a check at its first difference; the runner turns it into a finding. */
export class Nonconformity extends Error {
  readonly mismatch: Mismatch;
  constructor(mismatch: Mismatch) {
    super(mismatch.code);
    this.name = 'Nonconformity';
    this.mismatch = mismatch;
  }
}

/** Thrown when the target says that it does not have something (HTTP 501, "not implemented" or an unknown operation in the code), or declares so. */
export class Unsupported extends Error {
  /** Why that says nothing against the target; missing where the target alone claims not to have it. */
  readonly because: UnsupportedBecause | undefined;

  constructor(reason: string, because?: UnsupportedBecause) {
    super(reason);
    this.name = 'Unsupported';
    this.because = because;
  }
}

/** Thrown when an answer says nothing about the requirement: throttled, or the service is not available. */
export class Inconclusive extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Inconclusive';
  }
}

/** Thrown when a step that only prepares the statement went wrong: what is wrong is the business of another requirement. */
export class Unprepared extends Error {
  /** The requirement that states it, where one was judged. */
  readonly statedBy: string | undefined;
  constructor(reason: string, statedBy?: string) {
    super(reason);
    this.name = 'Unprepared';
    this.statedBy = statedBy;
  }
}

/** Thrown when the run's options leave this requirement out (for instance the quota is only probed). */
export class NotSelected extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotSelected';
  }
}

/** Sends one call and returns its answer. */
export type Send = (
  call: Omit<KeyPairCall, 'region'> & { readonly region?: string },
  options?: CallOptions,
) => Promise<Outcome>;

/** A check that failed while other checks ran and passed when it ran alone, by what it saw the first time. */
export interface Disturbed {
  readonly requirement: string;
  readonly mismatch: Mismatch;
}

/**
 * Calls that are known to break targets, in the order in which such checks run: something very large, a call without
 * the name, and last what looks at the state that they leave.
 */
export const HAZARDS = ['huge', 'nameless', 'aftermath'] as const;
export type Hazard = (typeof HAZARDS)[number];

/** A target that did plain work before a check with a hazard and does not after it. */
export interface Aftermath {
  readonly requirement: string;
  readonly operation: OperationRole;
  /** What plain work shows since. */
  readonly effect: Mismatch;
}

/** How much is generated: counts, so that the same seed gives the same run on every machine. */
export interface HistoryBudget {
  readonly count: number;
  readonly steps: number;
}

/** What a check body gets. Everything in it belongs to one check of one run. */
export interface CheckContext {
  readonly contract: Contract;
  readonly requirement: Requirement;
  readonly given: JsonObject;
  readonly target: Target;
  readonly client: KeyPairClient;
  /** Other clients of the run, for checks that compare them. */
  readonly clients: readonly KeyPairClient[];
  readonly region: string;
  /** A region that shares nothing with `region`. */
  readonly secondRegion: string;
  /** A region no other check touches at the same time (only exclusive checks use it). */
  readonly quietRegion: string;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** How many cases a property tries besides its boundaries. */
  readonly runs: number;
  /** Set when every request is expensive: repetitions are left out, and plain key pairs are lent from check to check. */
  readonly frugal: boolean;
  /** Key type that the target takes on import: Ed25519, RSA where it cannot, undefined where it imports nothing. */
  readonly importKeyType: 'ed25519' | 'rsa' | undefined;
  /** Key type to create where the type is not the subject: the cheapest that the target has, or the default. */
  readonly createKeyType: string | undefined;
  readonly quota: QuotaMode;
  /** Checks of this run that failed only while others ran; complete when the checks that run together are over. */
  readonly disturbed: readonly Disturbed[];
  /** What checks with a hazard broke so far. */
  readonly aftermath: readonly Aftermath[];
  /** Asks as an ordinary user of the target does. */
  readonly canary: Canary;
  /** How many histories a check generates, and the calls of each. */
  readonly histories: HistoryBudget;
  /** Milliseconds that a describe may take to show a change; 0 where it has to show at once. */
  readonly consistencyMs: number;
  /**
   * Sends one call. A transport failure, throttling or "not implemented" ends the check with the verdict that fits.
   * `bulk` keeps the exchange out of the log unless it is named in a finding. The step is part of the statement.
   */
  readonly call: Send;
  /** Sends one call that prepares the statement. */
  readonly setup: Send;
  /** Sends one call that shows that the target answers right where the statement does not apply. */
  readonly control: Send;
  /**
   * Sends a describe that looks at what there is. It prepares the statement until the check has sent the operation that
   * the requirement is about; what it shows from then on belongs to the statement.
   */
  readonly look: Send;
  /** The client of a second target, which the run was given to compare with. */
  readonly second?: KeyPairClient;
  /**
   * A name nobody else uses: the run's prefix and characters of chance. `length` asks for an exact length; a name that is
   * too short for the prefix is made of `letters` and free in the main region.
   */
  name(length?: number, letters?: string): string;
  /** Removes what the run made under a name, and nothing else; nothing where it made nothing. */
  release(name: string, region?: string): Promise<void>;
  /**
   * Runs after the check, last registered first, also after failures and interrupts. The calls of `undo` go through
   * although the check's own signal may be aborted, and are sent again where the target is in their way. What it leaves is
   * found when the run ends.
   */
  cleanup(action: (undo: CheckContext) => Promise<void>): void;
  /**
   * A thing that several checks of a run share and that is expensive to make. Made by the first who asks, removed by
   * `remove` when all checks have ended. When making it failed, everyone who asks gets the same failure.
   */
  shared<T>(
    key: string,
    make: () => Promise<T>,
    remove: (made: T, undo: CheckContext) => Promise<void>,
  ): Promise<T>;
  /**
   * A thing like `shared` of which a check may have several. It is its own until it ends, and then the next check's, unless
   * a delete named it. `namesOf` tells by what a delete may name it.
   */
  lent<T>(
    kind: string,
    make: () => Promise<T>,
    options: {
      readonly namesOf: (made: T) => readonly (string | undefined)[];
      readonly remove: (made: T, undo: CheckContext) => Promise<void>;
    },
  ): Promise<T>;
  /** Whether another requirement was judged earlier in this run and failed. */
  failedBefore(requirement: string): boolean;
  /**
   * The operation that makes key pairs which this check is not about: the preferred one, an import by default, unless it
   * is known not to work and the other is not.
   */
  making(preferred?: MakingOperation): MakingOperation;
  /** Whether the statement can be judged by either operation that makes key pairs. */
  readonly eitherWay: boolean;
  /** Ends the check without a verdict on the requirement when a step that only prepares it went wrong. */
  prepared(judgement: Judgement): void;
  /** Ends the check when there is a difference. One that a setup or control step shows is none of the requirement. */
  must(judgement: Judgement): void;
  /** Records a difference and goes on. */
  note(judgement: Judgement): void;
  remark(text: string): void;
}

export interface CallOptions {
  readonly client?: KeyPairClient;
  readonly bulk?: boolean;
  readonly signal?: AbortSignal;
  /** Set where the check goes on without an answer: the error is thrown, and the verdict does not follow from it. */
  readonly mayFail?: true;
  /** Set where the check goes on under another name when somebody has this one: the error is thrown, with `NAME_TAKEN`. */
  readonly mayBeTaken?: true;
}

/** The context in which whatever is called belongs to setup or control, for flows that several checks share. */
export function asStep(ctx: CheckContext, role: Exclude<StepRole, 'statement'>): CheckContext {
  return { ...ctx, call: ctx[role], look: ctx[role] };
}

/** A way to judge requirements. Requirements name it as `<suite>/<body>` and hand it `given`. */
export interface CheckBody {
  readonly kind: CheckKind;
  /** One sentence for `explain`: what it does. */
  readonly method: string;
  /** Operations it relies on besides the requirement's own; the basis requirements of all of them are needed. */
  readonly uses: readonly OperationRole[];
  /**
   * Set when its key pairs may be made by whichever operation works, also where the id of the requirement names one of
   * them: it does so for want of another, unless there is a twin for the other operation.
   */
  readonly anyMaking?: true;
  /** Set when it judges raw answers and proves by itself that the target is alive: it needs no basis, not even its own. */
  readonly standalone?: true;
  /** Set when it reads raw bytes or alters the request: only the wire client can run it. */
  readonly wire?: true;
  /** Set when it looks through another client than the wire client: each such client of the run gives a verdict. */
  readonly second?: true;
  /** Set when it must run alone (it fills or lists a region). */
  readonly exclusive?: true;
  /**
   * Set when it judges what other checks saw only while others ran (`disturbed`). It then runs whatever has become of what
   * it needs; in a run without such a check these failures stay with the requirements that met them.
   */
  readonly judgesCompany?: true;
  /** Set when it compares what ordinary users are told: a run that has such a check sends canary calls. */
  readonly usesCanary?: true;
  /** Tells whether its calls, as this requirement has it, may break the target: it then runs last, in a region of its own. */
  readonly hazard?: (given: JsonObject) => Hazard | undefined;
  /** Milliseconds, where a check needs more than the target's time limit per check. */
  readonly budgetMs?: number;
  run(ctx: CheckContext): Promise<void>;
}

/** All bodies of one topic; importing a suite registers nothing. */
export interface Suite {
  readonly topic: Topic;
  readonly bodies: { readonly [name: string]: CheckBody };
}

/** A requirement with the body that judges it. */
export interface Check {
  readonly requirement: Requirement;
  readonly body: CheckBody;
  /** Requirements that must be judged first: its own `needs`, and the basis of its operation and of every one it uses. */
  readonly needs: readonly string[];
  /** Those among `needs` of which only the ones must pass that are about the operation by which it makes key pairs. */
  readonly making: Readonly<Record<MakingOperation, readonly string[]>> | undefined;
  /** Whether its statement can be judged by either operation that makes key pairs. */
  readonly eitherWay: boolean;
}
