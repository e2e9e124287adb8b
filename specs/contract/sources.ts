import type { Evidence } from './vocabulary.ts';

/** A place in a specs file, for messages: `file` is relative to the specs folder, `line` counts from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** A text or a recording that requirements rest on. */
export interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** `mission`: one of the five documents with a line of its own in every report. */
  readonly role: 'mission' | 'supporting' | 'recording';
  readonly revision?: string;
  /** ISO date of the revision, where one is known. */
  readonly date?: string;
  /** Public address, or `owner/repository` with the commit in `revision`. */
  readonly location?: string;
  /** The provider it speaks of, where that is not the one whose folder declares it: its requirements stand there. */
  readonly provider?: string;
  readonly note?: string;
}

/** Where a claim comes from: a document (with the place in it) or a row of the observations. */
export type Citation = { readonly document: string; readonly at?: string } | { readonly observation: string };

/** One row of the fact tables: something the real service did or a document says. */
export interface Observation {
  readonly id: string;
  readonly statement: string;
  readonly grade: Evidence;
  readonly sources: readonly Citation[];
  /** ISO date and region of the answer, for observed rows. */
  readonly date?: string;
  readonly region?: string;
  /** Why no requirement rests on this row, where none does: it cannot be seen by a client, or it is not settled. */
  readonly uncovered?: string;
}

/** A key whose fingerprint the real service returned (or that is derived by its rule). */
export interface KeyVector {
  readonly id: string;
  readonly origin: 'created' | 'imported';
  readonly keyType: string;
  readonly bits: number;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly grade: Evidence;
  readonly source: string;
  /** What to send instead of the OpenSSH line, where the recording used another encoding. */
  readonly material?: string;
}

/** Material the real service refused. */
export interface RejectedMaterial {
  readonly id: string;
  /** Base64 of the bytes that were sent as material (before the API's own base64). */
  readonly materialBase64: string;
  readonly refusal: string;
  readonly grade: Evidence;
  readonly source: string;
}
