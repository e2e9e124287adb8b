import type { OperationRole } from '../specs/contract.ts';

/** One logical call. */
export interface KeyPairCall {
  readonly operation: OperationRole;
  readonly region: string;
  readonly parameters: CallParameters;
  /** Only clients that expose the wire honour this; others throw `UnsupportedByClient`. */
  readonly wire?: WireAlteration;
  /**
   * What to print of the answer, in the client's own query language. Only clients that are programs honour this (the
   * text is in `native.printed`); others throw `UnsupportedByClient`.
   */
  readonly query?: string;
}

/** Values of a call by role; a missing key is not sent. The client puts them on the wire in the provider's way. */
export interface CallParameters {
  readonly name?: string;
  readonly names?: readonly string[];
  readonly id?: string;
  readonly ids?: readonly string[];
  /** Public key before the transport encoding of the provider (EC2 wraps it in base64, ECS sends it plainly). */
  readonly material?: string | Uint8Array;
  readonly keyType?: string;
  readonly keyFormat?: string;
  readonly tags?: readonly Tag[];
  /** Resource type of the tag specification; `null` leaves it out, absent means the right one. */
  readonly tagScope?: string | null;
  readonly filters?: readonly Filter[];
  readonly dryRun?: boolean;
  readonly includePublicKey?: boolean;
  readonly fingerprint?: string;
  readonly resourceGroup?: string;
  readonly pageNumber?: number;
  /** How many key pairs to leave out at the beginning of the list. */
  readonly pageOffset?: number;
  /** The `nextToken` of the page before. */
  readonly pageToken?: string;
  readonly pageSize?: number;
}

/** A tag as all providers know it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A describe filter: values OR, several filters AND. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** Deliberate changes of the request on the wire. Names are the provider's own; suites take them from the contract. */
export interface WireAlteration {
  readonly method?: 'GET' | 'POST' | 'HEAD' | 'PUT';
  readonly place?: 'query' | 'body';
  readonly authentication?: Authentication;
  /** Parameters to leave out after serialisation. */
  readonly omit?: readonly string[];
  /** Parameters to replace (or add once), after serialisation. */
  readonly replace?: Readonly<Record<string, string>>;
  /** Parameters to add at the end, repeats allowed. */
  readonly append?: readonly (readonly [string, string])[];
  readonly headers?: readonly (readonly [string, string])[];
  /** How a space is written in a form body or query; `%20` by default. */
  readonly space?: '%20' | '+';
  /** Characters that stand in values of a form body as they are. */
  readonly unencoded?: string;
  /** Order of the parameters on the wire. */
  readonly order?: 'given' | 'reversed' | 'sorted';
  /** Format to ask the answer in, where the provider lets the caller choose; `json` by default. */
  readonly format?: 'json' | 'xml';
}

/** How a request is authenticated; everything but `header` and `presigned` is a deliberate fault. */
export type Authentication =
  | 'header'
  | 'presigned'
  | 'none'
  | 'unknown-access-key'
  | 'wrong-secret'
  | 'expired'
  | 'altered-after-signing';
