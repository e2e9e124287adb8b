import type { Capability, OperationRole } from '../specs/contract.ts';

export { CAPABILITIES, type Capability } from '../specs/contract.ts';

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
  readonly pageSize?: number;
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
  /** How a space is written in a form body or query; `%20` unless told. */
  readonly space?: '%20' | '+';
  /** Order of the parameters on the wire. */
  readonly order?: 'given' | 'reversed' | 'sorted';
  /** Format to ask the answer in, where the provider lets the caller choose; `json` unless told. */
  readonly format?: 'json' | 'xml';
}

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
  };
  /** What the exchange was for, so that it can be shown as a command of the provider's own tool. */
  readonly call: KeyPairCall;
}

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
export interface Garbled {
  readonly kind: 'garbled';
  readonly status: number;
  /** One plain sentence: what could not be read. */
  readonly reason: string;
  readonly exchange: Exchange;
}

export type Outcome = Accepted | Refused | Garbled;

export type ClientKind = 'wire' | 'sdk' | 'boto3' | 'aws-cli' | 'adapter';

/** How a wait ended: the key pair was seen, or the client gave up, with its own reason. */
export interface Waited {
  readonly seen: boolean;
  readonly reason?: string;
  /** Every look that was answered, in order. */
  readonly exchanges: readonly Exchange[];
}

/** Something that can speak to a target. */
export interface KeyPairClient {
  readonly kind: ClientKind;
  /**
   * Sends one call and reads the answer.
   * @throws TransportError when no complete answer came (refused, reset, timeout, too large).
   */
  call(call: KeyPairCall, options: { readonly signal: AbortSignal }): Promise<Outcome>;
  /** What stands in the raw answer of an exchange, also of another client's: a second reading of the same bytes. */
  read?(exchange: Exchange): Outcome;
  /**
   * Waits with the client's own waiter until a describe shows the name, `maxSeconds` at the most.
   * @throws TransportError when the last look got no answer.
   */
  waitUntilExists?(
    wanted: { readonly name: string; readonly region: string },
    options: {
      readonly signal: AbortSignal;
      readonly maxSeconds: number;
      /** Told after every look, where the client can tell. */
      readonly looked?: () => void;
    },
  ): Promise<Waited>;
  /** Ends connections; the client cannot be used afterwards. */
  close(): Promise<void>;
}

/** Why no answer came. `phase` says how far it got. */
export class TransportError extends Error {
  readonly phase: 'connect' | 'tls' | 'request' | 'headers' | 'body';
  readonly code: string;
  constructor(message: string, phase: TransportError['phase'], code: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportError';
    this.phase = phase;
    this.code = code;
  }
}

/** The client has no way to send this (for instance a wire alteration through an SDK). */
export class UnsupportedByClient extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsupportedByClient';
  }
}

/** Credentials of a run; never printed. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A configured target, all defaults filled in. */
export interface Target {
  readonly name: string;
  /** Version of the implementation, where its owner tells it. */
  readonly version?: string;
  /** Names of other implementations whose code it embeds, where its owner tells them. */
  readonly embeds?: readonly string[];
  readonly provider: string;
  /** Base address, e.g. `http://127.0.0.1:5000/`. */
  readonly endpoint: string;
  /** Main region, second region, quiet region. */
  readonly regions: readonly [string, string, string];
  readonly credentials: Credentials;
  /** PEM of an additional certificate authority. */
  readonly ca?: string;
  readonly concurrency: number;
  readonly timeouts: {
    /** Milliseconds until a connection stands; the first answer of a run may take half a second more. */
    readonly connectMs: number;
    /** Milliseconds for one exchange. */
    readonly requestMs: number;
    /** Milliseconds for one check. */
    readonly checkMs: number;
  };
  /** Bytes of a response body that are read at the most. */
  readonly maxBodyBytes: number;
  /** What the target has or lacks, as its owner declares. */
  readonly capabilities: Readonly<Partial<Record<Capability, boolean>>>;
  /** Limit of key pairs per region where the target has a smaller one than the contract. */
  readonly quota?: number;
  /** Programs that run clients which are none of this runtime. */
  readonly programs?: {
    /** Python that has boto3. @default python3 */
    readonly python?: string;
    /** AWS command line. @default aws */
    readonly awsCli?: string;
  };
}
