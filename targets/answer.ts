import type { KeyPairCall, Tag } from './call.ts';

export type Outcome = Accepted | Refused | Unreadable;

/** The target did what was asked. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly status: number;
  readonly requestId?: string;
  /** Create and import: one; describe: all that were shown; delete: none. */
  readonly keyPairs: readonly KeyPairView[];
  /** Delete only: what the answer says, raw text of the acknowledgement where it has one. */
  readonly deleted?: { readonly acknowledged?: string; readonly id?: string };
  /** Describe with pages only. */
  readonly totalCount?: number;
  /** Describe with pages by token only: the token of the page after this one, absent or empty on the last. */
  readonly nextToken?: string;
  readonly native?: NativeAnswer;
  readonly exchange: Exchange;
}

/** The target said no in the provider's error shape. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  readonly native?: NativeAnswer;
  readonly exchange: Exchange;
}

/** The target answered something that is neither: not readable as the provider's protocol. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly status: number;
  /** One plain sentence: what could not be read. */
  readonly reason: string;
  /** The compression of the body, where it came compressed although nobody asked for that. */
  readonly compressed?: string;
  readonly exchange: Exchange;
}

/** A key pair as any answer shows it; a missing key means the answer did not have it. */
export interface KeyPairView {
  readonly name?: string;
  readonly id?: string;
  readonly fingerprint?: string;
  readonly keyType?: string;
  readonly privateKey?: string;
  readonly publicKey?: string;
  /** As written on the wire. */
  readonly createdAt?: string;
  readonly tags?: readonly Tag[];
}

/** What a client returned in its own form, beyond what all clients have in common. */
export interface NativeAnswer {
  /** Types of the language by path, e.g. `ResponseMetadata.HTTPStatusCode: int` and `Tags[].Key: str`. */
  readonly types?: Readonly<Record<string, string>>;
  /** Name of the exception by which a refusal was told. */
  readonly exception?: string;
  /** Name of the operation as an exception tells it. */
  readonly operationName?: string;
  /** Of a program: what it ended with and what it wrote to standard output. */
  readonly exitCode?: number;
  readonly printed?: string;
}

/** One request with its response, raw. Bodies are what went over the socket, after transfer decoding only. */
export interface Exchange {
  /** Counts from 1 within a client. */
  readonly id: number;
  readonly client: ClientKind;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Uint8Array;
    /** Bytes of the whole body and its digest; set where `body` is only its beginning. */
    readonly cut?: { readonly cutFrom: number; readonly sha256: string };
  };
  /** What the exchange was for, so that it can be shown as a command of the provider's own tool. */
  readonly call: KeyPairCall;
}

export type ClientKind = 'wire' | 'sdk' | 'boto3' | 'aws-cli' | 'adapter';
