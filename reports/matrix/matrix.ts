import type { Verdict } from '../../runner/verdict.ts';
import type { Citation, Evidence, Level, OperationRole, Topic } from '../../specs/contract.ts';
import type { CompactResult } from '../compact/compact.ts';
import type { ConclusionKind } from '../conclusion.ts';
import type { Figures } from '../report.ts';

/** A result that takes part, with what its target is called. */
export interface MatrixInput {
  readonly name: string;
  readonly version?: string;
  readonly result: CompactResult;
  /** Address of the report, relative to the matrix. */
  readonly href?: string;
}

/** A requirement in words, by the newest suite that has it. */
export interface RequirementText {
  readonly requirement: string;
  readonly topic: Topic;
  readonly operation: OperationRole;
  readonly level: Level;
  readonly evidence: Evidence;
  readonly documents: readonly string[];
  readonly statement: string;
  /** What it rests on, as references into the sources of a report or contract. */
  readonly citations?: readonly Citation[];
}

export interface MatrixTarget {
  /** Name and version, unique in the matrix. */
  readonly label: string;
  readonly name: string;
  readonly version?: string;
  /** Targets of one family are no independent witnesses of each other. */
  readonly family: string;
  readonly embeds: readonly string[];
  readonly software?: string;
  readonly suite: string;
  readonly startedAt: string;
  readonly command?: string;
  readonly href?: string;
  readonly conclusion: { readonly kind: ConclusionKind; readonly text: string };
  readonly figures: Figures;
  /** Share of the gating requirements that pass; `null` where too little was judged to say. */
  readonly passed: number | null;
  /** Whether enough was judged to rank it. */
  readonly rated: boolean;
  readonly causes: CompactResult['causes'];
  readonly flaky: readonly string[];
}

/** How a requirement came out at one target. */
export interface MatrixCell {
  readonly verdict: Verdict;
  readonly gating?: false;
  readonly reason?: string;
  readonly blockedBy?: string;
  readonly finding?: {
    /** Place in the causes of the target. */
    readonly cause: number;
    readonly summary: string;
    readonly expected: string;
    readonly observed: string;
  };
}

/**
 * How a requirement went on independent targets, each in its newest version; a family whose members disagree is in
 * neither count.
 */
export interface Agreement {
  /** Families that passed or failed it. */
  readonly independent: number;
  readonly pass: number;
  readonly fail: number;
}

export interface MatrixRow extends RequirementText {
  /** One for each target; `null` where its suite did not have the requirement. */
  readonly cells: readonly (MatrixCell | null)[];
  readonly agreement: Agreement;
}

/** Many results side by side: `matrix.json`. */
export interface Matrix {
  readonly schemaVersion: 2;
  readonly provider: string;
  readonly targets: readonly MatrixTarget[];
  /** Figures of each topic, one for each target; `null` where its suite did not have the topic. */
  readonly topics: readonly { readonly topic: Topic; readonly figures: readonly (Figures | null)[] }[];
  readonly requirements: readonly MatrixRow[];
}
