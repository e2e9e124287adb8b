import type { OperationRole } from '../../specs/contract.ts';
import type { CallParameters, KeyPairView, NativeAnswer, Target } from '../target.ts';

/** Version of the adapter protocol. It counts up when a message changes so that an older adapter cannot read it. */
export const PROTOCOL_VERSION = 1;

/** What an adapter can be asked to do; `wait` is a waiter of its own. */
export type AdapterCapability = OperationRole | 'wait';

/** Values of a call as they are sent: key material is always base64 of its bytes. */
export interface SentParameters extends Omit<CallParameters, 'material'> {
  readonly material?: string;
}

/** First line to the adapter: whom it speaks to. An adapter that has a target of its own ignores all but `protocol`. */
export interface HostHello {
  readonly type: 'hello';
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly target: Pick<Target, 'endpoint' | 'provider' | 'regions' | 'credentials' | 'ca'>;
  readonly timeouts: Pick<Target['timeouts'], 'connectMs' | 'requestMs'>;
}

/** One call, with an id that its answer repeats. */
export interface OperationMessage {
  readonly type: 'operation';
  readonly id: number;
  readonly operation: OperationRole;
  readonly region: string;
  readonly parameters: SentParameters;
}

/** Wait, with the adapter's own waiter, until a describe shows the name. */
export interface WaitMessage {
  readonly type: 'wait';
  readonly id: number;
  readonly region: string;
  readonly name: string;
  readonly maxSeconds: number;
}

/** Last line to the adapter: it ends itself. */
export interface Bye {
  readonly type: 'bye';
}

export type HostMessage = HostHello | OperationMessage | WaitMessage | Bye;

/** First line of the adapter. */
export interface AdapterHello {
  readonly type: 'hello';
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly name: string;
  readonly version?: string;
  readonly capabilities: readonly AdapterCapability[];
  /** Operations that it takes before it has answered the first of them. @default 1 */
  readonly concurrency?: number;
}

/** Instead of a hello: the adapter cannot work here, e.g. because a library is missing. */
export interface AdapterUnavailable {
  readonly type: 'unavailable';
  readonly reason: string;
}

/** A raw exchange that an operation took. */
export interface RawExchange {
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
    readonly bodyBase64: string;
  };
}

interface Answer {
  readonly id: number;
  readonly exchange?: RawExchange;
}

/** The target did what was asked. */
export interface ResultMessage extends Answer {
  readonly type: 'result';
  /** @default 200 */
  readonly status?: number;
  readonly requestId?: string;
  readonly keyPairs?: readonly KeyPairView[];
  readonly deleted?: { readonly acknowledged?: string; readonly id?: string };
  readonly totalCount?: number;
  readonly native?: NativeAnswer;
}

/** The target returned an error. */
export interface ErrorMessage extends Answer {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly requestId?: string;
  readonly native?: NativeAnswer;
}

/** The target answered, and the adapter could not read it. */
export interface UnreadableMessage extends Answer {
  readonly type: 'unreadable';
  readonly status: number;
  readonly reason: string;
}

/** The adapter, or the client in it, cannot send this; nothing was sent. */
export interface UnsupportedMessage extends Answer {
  readonly type: 'unsupported';
  readonly reason: string;
}

/** No answer of the target came. */
export interface UnreachableMessage extends Answer {
  readonly type: 'unreachable';
  readonly phase: 'connect' | 'tls' | 'request' | 'headers' | 'body';
  readonly code: string;
  readonly message: string;
}

/** A waiter has looked once and goes on; sent for every look, or not at all. */
export interface LookedMessage {
  readonly type: 'looked';
  readonly id: number;
}

/** How a wait ended. */
export interface WaitedMessage {
  readonly type: 'waited';
  readonly id: number;
  readonly seen: boolean;
  readonly reason?: string;
  readonly exchanges?: readonly RawExchange[];
}

export type AnswerMessage =
  | ResultMessage
  | ErrorMessage
  | UnreadableMessage
  | UnsupportedMessage
  | UnreachableMessage
  | WaitedMessage;

export type AdapterMessage = AdapterHello | AdapterUnavailable | LookedMessage | AnswerMessage;
