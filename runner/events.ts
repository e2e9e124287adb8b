import type { Citation, JsonObject, Reading, Requirement, Topic } from '../specs/contract.ts';
import type { Harm } from '../suites/findings/kind.ts';
import type {
  CheckKind,
  Counterexample,
  QuotaMode,
  StepRole,
  UnsupportedBecause,
} from '../suites/vocabulary.ts';
import type { ProviderCli } from '../targets/client-kinds.ts';
import type { RedactedExchange } from '../targets/redact.ts';
import type { ClientKind } from '../targets/target.ts';
import type { Settling } from './consistency.ts';
import type { CitedSources } from './sources.ts';
import type { Verdict } from './verdict.ts';

/** A difference as it stands in the log: redacted and self-contained. */
export interface Finding {
  readonly requirement: string;
  readonly client: ClientKind;
  /** The kind of difference, from the catalogue of findings. */
  readonly code: string;
  /** What it does to users: crash, effect, value, code or text. */
  readonly harm: Harm;
  /** What was found, by the catalogue; redacted. */
  readonly facts: JsonObject;
  /** Findings with one `key` have one cause, whatever their requirements; `title` is its heading. */
  readonly cause: { readonly key: string; readonly title: string };
  readonly summary: string;
  readonly expected: string;
  readonly observed: string;
  readonly hints: readonly string[];
  /** Numbers of exchanges in the same check's `exchanges`. The first is the one that shows the difference; others are all that led to it. */
  readonly exchanges: readonly number[];
  /** The other client where two were compared, and the number of the exchange that its word rests on. */
  readonly compared?: { readonly client: ClientKind; readonly exchange: number };
  readonly counterexample?: Counterexample;
  /** Commands that show it again; secrets are names of environment variables. */
  readonly reproduce: { readonly [tool in 'curl' | ProviderCli]?: string };
  /**
   * Identity of the failure: a short hash over requirement, client, code and the facts that are the same in every run.
   */
  readonly fingerprint: string;
}

/** What the log says of a requirement: enough to render a report without the specs. */
export interface PlannedRequirement {
  readonly requirement: Pick<
    Requirement,
    'id' | 'topic' | 'operation' | 'level' | 'evidence' | 'statement' | 'check'
  >;
  /** Documents it rests on, mission documents first. */
  readonly documents: readonly string[];
  /** Sources in words, e.g. `guide: create-key-pairs` or `observed 2026-09-25 region-1 (recording: 35)`. */
  readonly sources: readonly string[];
  /** The same as references into the `sources` of the run. */
  readonly citations?: readonly Citation[];
  readonly kind: CheckKind;
  readonly selected: boolean;
}

/** What the log says of a conflict. */
export interface PlannedConflict {
  readonly id: string;
  readonly subject: string;
  /** What each reading says, in words. */
  readonly observed: string;
  readonly documented: string;
  /** Requirements that judge the two readings differently. */
  readonly requirements: readonly string[];
  /** Why there are none. */
  readonly indistinct?: string;
}

export interface RunStarted {
  readonly type: 'run-started';
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: {
    readonly name: string;
    readonly provider: string;
    readonly endpoint: string;
    readonly regions: readonly string[];
    /** It is the embedded reference, which says nothing about any other implementation. */
    readonly reference?: true;
    /** What the target says of itself (Server header), where it does. */
    readonly software?: string;
    /** Version of the implementation, where its owner tells it. */
    readonly version?: string;
    /** Names of other implementations whose code it embeds, where its owner tells them. */
    readonly embeds?: readonly string[];
  };
  readonly startedAt: string;
  readonly seed: number;
  /** What the names of the run begin with. */
  readonly namePrefix: string;
  readonly reading: Reading;
  readonly clients: readonly ClientKind[];
  readonly quota: QuotaMode;
  /** SHA-256 of the contract, in hexadecimal. */
  readonly contract?: string;
  /** Percent of the selected gating requirements that have to be judged for a target to be conformant. */
  readonly minCoverage?: number;
  /** Leftovers that do not decide the exit code; none where it is missing. */
  readonly maxLeftovers?: number;
  /** Milliseconds that each change was given to show in a describe; missing where nothing was waited for. */
  readonly consistencyMs?: number;
  /** Command line options that choose what runs, as given; `--seed` and these make the same run again. */
  readonly selection: Readonly<Record<string, readonly string[]>>;
  readonly documents: readonly { readonly id: string; readonly title: string; readonly mission: boolean }[];
  /** What the requirements cite. */
  readonly sources?: CitedSources;
  readonly requirements: readonly PlannedRequirement[];
  /** Where the texts contradict each other or the service, with the requirements that tell the readings apart. */
  readonly conflicts?: readonly PlannedConflict[];
  /** Topics that the provider has nothing to say on, with the reason. */
  readonly notApplicable?: readonly { readonly topic: Topic; readonly reason: string }[];
}

export interface CheckStarted {
  readonly type: 'check-started';
  readonly requirement: string;
  readonly client: ClientKind;
}

/** One exchange of a check, numbered within it, and what it was for. */
export interface Step extends RedactedExchange {
  readonly role: StepRole;
}

export interface CheckFinished {
  readonly type: 'check-finished';
  readonly requirement: string;
  readonly client: ClientKind;
  readonly verdict: Verdict;
  /** Why, for every verdict but `pass` and `fail`. */
  readonly reason?: string;
  /** Requirement that this one needs and that was not met, for the verdict `blocked`. */
  readonly blockedBy?: string;
  /** Why the verdict `unsupported` is no hole in the run; missing where the target alone claims not to have it. */
  readonly because?: UnsupportedBecause;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
  readonly remarks: readonly string[];
  /** Redacted exchanges of the check in order. */
  readonly exchanges: readonly Step[];
  /** Changes of the check that a describe did not show at once; none where the member is missing. */
  readonly settlings?: readonly Settling[];
  /** Stack of a suite defect, for a bug report. */
  readonly defect?: string;
}

/** Something the run made and could not remove. */
export interface CleanupFailed {
  readonly type: 'cleanup-failed';
  readonly requirement: string;
  readonly what: string;
  readonly reason: string;
  /** Nothing shows whether it is there: it makes the run incomplete, but is no leftover that somebody has to remove. */
  readonly unknown?: true;
}

export interface CapabilityProbed {
  readonly type: 'capability-probed';
  readonly capability: string;
  readonly declared?: boolean;
  readonly observed: boolean;
}

/**
 * How a requirement that two readings judge differently came out under each, on the same answers. Follows the
 * `check-finished` of the same check.
 */
export interface ReadingFollowed {
  readonly type: 'reading-followed';
  readonly requirement: string;
  readonly client: ClientKind;
  /** Whether the answers meet the observed reading, and whether the documented one. */
  readonly observed: boolean;
  readonly documented: boolean;
}

/**
 * What came of asking again where one client passed what another failed. Follows all checks; the verdicts of the
 * `check-finished` stand.
 */
export interface ClientsAsked {
  readonly type: 'clients-asked-again';
  readonly requirement: string;
  /** The verdict of each client that had passed or failed, when it was asked again. */
  readonly again: Readonly<Partial<Record<ClientKind, Verdict>>>;
}

export interface RunFinished {
  readonly type: 'run-finished';
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  /** Why nothing could be judged, where the target could not be reached at all. */
  readonly unreachable?: string;
  /** Whether something answered, but not in the protocol of the service; `unreachable` then says what. */
  readonly foreign?: true;
  /** Number of events before this one in the log; a log with fewer has lost lines. */
  readonly events?: number;
}

/** The event log, one JSON object a line, in the order things happened; every report is a pure function of it. */
export type RunEvent =
  | RunStarted
  | CapabilityProbed
  | CheckStarted
  | CheckFinished
  | ReadingFollowed
  | ClientsAsked
  | CleanupFailed
  | RunFinished;
