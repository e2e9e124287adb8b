import type { Citation } from './sources.ts';
import type { OperationRole } from './vocabulary.ts';

/** What the real service answered to which kind of call: `evidence/recordings.yaml`. */
export interface Recordings {
  readonly sessions: readonly RecordingSession[];
  /** Headers of successes and of refusals; `{requestId}` and `{length}` stand for values of the response. */
  readonly headers: {
    readonly sources: readonly Citation[];
    readonly success: Readonly<Record<string, string>>;
    readonly refusal: Readonly<Record<string, string>>;
  };
  readonly extrapolations: readonly Extrapolation[];
  readonly answers: readonly RecordedAnswer[];
}

/** A sequence of calls that somebody recorded on a real account. */
export interface RecordingSession {
  readonly id: string;
  readonly document: string;
  /** Path of the recording inside the document. */
  readonly file: string;
  /** How many calls it has. */
  readonly calls: number;
  readonly date: string;
  readonly region: string;
}

/** Kinds of calls that were not recorded but follow from recorded ones. */
export interface Extrapolation {
  readonly id: string;
  readonly statement: string;
  /** The recorded calls that it follows from. */
  readonly from: string;
}

/** One answer, and the kinds of calls that got it. */
export interface RecordedAnswer {
  readonly id: string;
  readonly operation: OperationRole;
  /** Whether the call found key pairs, where the same call was answered in both ways. */
  readonly finds?: 'pairs' | 'nothing';
  readonly response: RecordedSuccess | RecordedRefusal;
  readonly calls: readonly RecordedCall[];
}

export interface RecordedSuccess {
  readonly status: number;
  /** Elements under the root, in order. */
  readonly elements: readonly string[];
  /** Elements of each key pair of a list, in order. */
  readonly item?: readonly string[];
}

export interface RecordedRefusal {
  readonly status: number;
  readonly code: string;
  /** Placeholders in braces stand for values of the request. */
  readonly message: string;
}

/**
 * One kind of call: exactly these parameters, each with a value of this class, or of one of these (`absent`: or left
 * out). It was seen in these calls of a session (`ST-P 14 18`), or is part of an extrapolation.
 */
export type RecordedCall = {
  readonly with: Readonly<Record<string, string | readonly string[]>>;
} & (
  | { readonly seen: string; readonly extrapolated?: never }
  | { readonly seen?: never; readonly extrapolated: string }
);
