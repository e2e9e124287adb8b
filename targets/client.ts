import type { ClientKind, Exchange, Outcome } from './answer.ts';
import type { KeyPairCall } from './call.ts';

/** Something that can speak to a target. */
export interface KeyPairClient {
  readonly kind: ClientKind;
  /**
   * Sends one call and reads the answer.
   * @throws TransportError when no complete answer came (refused, reset, timeout, too large).
   */
  call(
    call: KeyPairCall,
    options: {
      readonly signal: AbortSignal;
      /** Milliseconds for this exchange instead of the usual limit, where the client can tell. */
      readonly limitMs?: number;
    },
  ): Promise<Outcome>;
  /** The protocol that the client speaks itself: its name, and whether a body could be one of its answers at all. */
  readonly protocol?: { readonly name: string; fits(body: string): boolean };
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

/** Milliseconds that a connection may take to be accepted; a port that nobody listens on is told of within seconds. */
const CONNECTION_MS = 4_000;

/** Milliseconds until a connection has to stand. */
export function connectionMs({ timeouts }: { readonly timeouts: { readonly connectMs: number } }): number {
  return Math.min(timeouts.connectMs, CONNECTION_MS);
}

/** How a wait ended: the key pair was seen, or the client gave up, with its own reason. */
export interface Waited {
  readonly seen: boolean;
  readonly reason?: string;
  /** Every look that was answered, in order. */
  readonly exchanges: readonly Exchange[];
}

/** Code of the error that keeps a call from being sent, because somebody else has a key pair of that name. */
export const NAME_TAKEN = 'NAME_TAKEN';

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

/** The adapter of a target has no way to send it: its word for that is the target's own, so it is a hole in the run. */
export class UnsupportedByAdapter extends UnsupportedByClient {}
