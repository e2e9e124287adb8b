import type { CapabilityProbed, CleanupFailed, Finding, RunStarted, Step } from '../runner/events.ts';
import type { Verdict } from '../runner/verdict.ts';
import type { Citation, Evidence, Level, OperationRole, Reading, Topic } from '../specs/contract.ts';
import type { UnsupportedBecause } from '../suites/vocabulary.ts';
import type { RedactedExchange } from '../targets/redact.ts';
import type { ClientKind } from '../targets/target.ts';
import type { ConflictResult } from './conflicts.ts';
import type { Consistency } from './consistency.ts';

/**
 * How a set of requirements came out. Every share has the same fixed denominator, `planned`: requirements that were
 * not selected or could not be judged stay in it, so that a figure never improves because less was asked.
 */
export interface Figures {
  readonly planned: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Share of wrong answers, `fail / planned`, 0 to 1; `null` when nothing is planned. */
  readonly divergence: number | null;
  /** Share that was answered at all, `(pass + fail) / planned`, 0 to 1; `null` when nothing is planned. */
  readonly coverage: number | null;
}

/** The whole run in figures. */
export interface Summary extends Figures {
  /** Requirements that can make a target non-conformant. */
  readonly gating: Figures;
  /** Requirements that only inform: level `may`, or evidence `inferred`. */
  readonly informing: Figures;
  readonly byLevel: Readonly<Record<Level, Figures>>;
  readonly byEvidence: Readonly<Record<Evidence, Figures>>;
}

/** A source document with the requirements that rest on it. */
export interface DocumentFigures extends Figures {
  readonly id: string;
  readonly title: string;
  readonly mission: boolean;
}

/** One subject. */
export interface TopicFigures extends Figures {
  readonly topic: Topic;
}

/** A finding together with the exchanges that show it, so that it can be read without the event log. */
export interface ReportedFinding extends Omit<Finding, 'exchanges' | 'compared'> {
  /** The deciding exchange. */
  readonly exchange?: Step;
  /** Everything that the check sent until it was decided, in order; the deciding exchange is the last. */
  readonly steps?: readonly Step[];
  /** The other client where two were compared, and the exchange that its word rests on. */
  readonly compared?: { readonly client: ClientKind; readonly exchange?: RedactedExchange };
}

/** One requirement and what the run says of it. */
export interface Result {
  readonly requirement: string;
  readonly topic: Topic;
  readonly operation: OperationRole;
  readonly level: Level;
  readonly evidence: Evidence;
  /** Whether a failure makes the target non-conformant. */
  readonly gating: boolean;
  readonly documents: readonly string[];
  readonly statement: string;
  readonly sources: readonly string[];
  /** The same as references into the `sources` of the report. */
  readonly citations?: readonly Citation[];
  readonly verdict: Verdict;
  /** Why, for every verdict but `pass` and `fail`. */
  readonly reason?: string;
  /** Requirement that this one needs and that was not met, for the verdict `blocked`. */
  readonly blockedBy?: string;
  /** Why the verdict `unsupported` is no hole in the run; missing where the target alone claims not to have it. */
  readonly because?: UnsupportedBecause;
  /** The exchange that the verdict rests on, in one line, for verdicts without a finding. */
  readonly decidedBy?: string;
  /** Milliseconds, all clients together. */
  readonly durationMs: number;
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
  readonly findings: readonly ReportedFinding[];
  readonly remarks: readonly string[];
  /** Stack of a suite defect, for a bug report. */
  readonly defect?: string;
}

/** SHA-256 digests, in hexadecimal, by which a report is recognized as whole and as that of its log. */
export interface Digests {
  /** Of the event log, as it stands in `events.ndjson`. */
  readonly log: string;
  /** Of the contract that the target was tested against. */
  readonly contract?: string;
  /** Of the planned requirements, with their weight and whether they were selected. */
  readonly plan: string;
  /** Of everything else in the report. */
  readonly report: string;
}

/** What a run says, complete: every format but the event log is rendered from it. `report.json` is this, as JSON. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: RunStarted['tool'];
  readonly target: RunStarted['target'];
  readonly run: {
    readonly seed: number;
    /** What the names of the run begin with. */
    readonly namePrefix: string;
    /** ISO time. */
    readonly startedAt: string;
    readonly durationMs: number;
    readonly reading: Reading;
    readonly clients: readonly ClientKind[];
    readonly quota: RunStarted['quota'];
    /** Percent of the selected gating requirements that have to be judged for a target to be conformant. */
    readonly minCoverage: number;
    /** Leftovers that are reported but do not decide the exit code; none where it is missing. */
    readonly maxLeftovers?: number;
    readonly selection: RunStarted['selection'];
    /** How long changes took to show, where that was waited for. */
    readonly consistency?: Consistency;
    /** Whether the run was stopped before its end, by a signal or because its log ends early. */
    readonly interrupted: boolean;
    /** Why nothing could be judged, where the target could not be reached. */
    readonly unreachable?: string;
    /** Whether something answered, but not in the protocol of the service; `unreachable` then says what. */
    readonly foreign?: true;
  };
  readonly summary: Summary;
  readonly byDocument: readonly DocumentFigures[];
  readonly byTopic: readonly TopicFigures[];
  /** Topics that the provider has nothing to say on, with the reason. */
  readonly notApplicable?: RunStarted['notApplicable'];
  /** Documents and observations that the results cite. */
  readonly sources?: RunStarted['sources'];
  readonly results: readonly Result[];
  /** Clients by operation, and where they disagree; only where more than one judged. */
  readonly clients?: ClientResults;
  /** Where the texts contradict each other or the service, and the reading that the target follows. */
  readonly conflicts: readonly ConflictResult[];
  readonly cleanup: readonly Omit<CleanupFailed, 'type'>[];
  readonly capabilities: readonly Omit<CapabilityProbed, 'type'>[];
  readonly digests: Digests;
}

/** One of two clients, and the exchange that its word rests on, where the log has it. */
export interface ClientSide {
  readonly client: ClientKind;
  readonly exchange?: RedactedExchange;
}

/**
 * A finding about two clients: one fails what the other passes, or they read or are told different things. It is told
 * beside the failure of the requirement through the first client, which is what counts.
 */
export interface ClientDisagreement {
  readonly requirement: string;
  readonly operation: OperationRole;
  readonly gating: boolean;
  /** What every client says of the requirement. */
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
  readonly summary: string;
  readonly expected: string;
  readonly observed: string;
  /** The client that the requirement fails through, and the one that it is held against. */
  readonly between: readonly [ClientSide, ClientSide];
  /** 16 hex digits over requirement, both clients and the failure; equal for the same disagreement in two runs. */
  readonly fingerprint: string;
}

/** What one client says of one operation. */
export interface ClientCell {
  readonly client: ClientKind;
  readonly operation: OperationRole;
  /** Requirements that this client passed, failed, and came to no word about; what was skipped is none of them. */
  readonly pass: number;
  readonly fail: number;
  readonly notJudged: number;
}

/** A requirement that one client passed and another failed, and not so when both asked again: the target wavers. */
export interface UnsteadyAnswer {
  readonly requirement: string;
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
  readonly again: Readonly<Partial<Record<ClientKind, Verdict>>>;
}

/** A run by its clients. */
export interface ClientResults {
  readonly table: readonly ClientCell[];
  /** Findings about two clients. Each counts as the verdict of its requirement through that client only. */
  readonly disagreements: readonly ClientDisagreement[];
  readonly unsteady: readonly UnsteadyAnswer[];
}
