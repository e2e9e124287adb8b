import type { Contract, Reading } from '../specs/contract.ts';
import type { Check, HistoryBudget, QuotaMode } from '../suites/check.ts';
import type { Exchange, KeyPairClient, Tag, Target } from '../targets/target.ts';
import type { Finding, RunStarted } from './events.ts';
import type { LedgerWriter } from './ledger/ledger.ts';
import type { RunNames } from './names.ts';
import type { Allowance } from './ownership/regions.ts';

/** A target beside the one that is judged. */
export interface SecondTarget {
  readonly target: Target;
  readonly client: KeyPairClient;
  readonly ledger?: LedgerWriter;
}

/** Seeds are whole numbers from 0 to this. */
export const GREATEST_SEED = 0x7fff_ffff;

/** Generated cases of a property by default. */
export const DEFAULT_RUNS = 25;

/** Everything a run depends on. The same options against the same target give the same events but for times. */
export interface RunOptions {
  /** All checks of the contract, in its order; the log names also those that do not run. */
  readonly checks: readonly Check[];
  /** Ids of the requirements to judge, with what they need (`selectChecks`). */
  readonly selected: readonly string[];
  readonly contract: Contract;
  readonly target: Target;
  /** The first wire client judges; without one the first of all. The run does not close them. */
  readonly clients: readonly [KeyPairClient, ...KeyPairClient[]];
  /** A client as ordinary users have it, for canary calls; without it the last of `clients`. */
  readonly ordinary?: KeyPairClient;
  /** Another target, to which a check sends the same; what the run makes there is looked after in the same way. */
  readonly second?: SecondTarget;
  /** Every generated value follows from it, but for names. */
  readonly seed: number;
  readonly reading: Reading;
  /** `skip` leaves the quota topic out. */
  readonly quota: QuotaMode;
  /** How many cases a property tries besides its boundaries. */
  readonly runs: number;
  /**
   * Set where requests are limited: what only repeats is left out, and checks lend each other plain key pairs. It takes a
   * concurrency of 1.
   */
  readonly frugal?: boolean;
  /** How much generated histories try; there is a default. */
  readonly histories?: HistoryBudget;
  /** Ends the run in order: no new checks, cleanup, and the log to its end. */
  readonly signal: AbortSignal;
  readonly tool: RunStarted['tool'];
  readonly selection: RunStarted['selection'];
  /** Commands that send the exchange again. */
  readonly reproduce: (exchange: Exchange) => Finding['reproduce'];
  /** Lets every client judge what does not need the wire; without it the first one does. */
  readonly everyClient?: boolean;
  /**
   * Milliseconds that a describe may take to show a change, which is waited for and remarked on; 0, the default, waits
   * for nothing.
   */
  readonly consistencyMs?: number;
  /** Tags on what the run makes, where the target takes tags and the check is not about them; none by default. */
  readonly marks?: readonly Tag[];
  /** What no event may show, with the flag `g`; secrets are taken out anyway. */
  readonly redact?: readonly RegExp[];
  /** Names of what the run makes; with a prefix of chance unless specified. */
  readonly names?: RunNames;
  /** Lists on disk, before each create, what may exist. */
  readonly ledger?: LedgerWriter;
  /** Creates and imports that may still be sent; repetitions of a run share it. */
  readonly allowance?: Allowance;
  /** Milliseconds since the epoch; by default the clock of the machine. */
  readonly now?: () => number;
}
