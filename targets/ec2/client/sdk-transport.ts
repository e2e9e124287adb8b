import { TransportError, UnsupportedByClient } from '../../target.ts';
import type { Capture } from './sdk-capture.ts';

/** Codes of Node that mean that there was never a connection. */
const UNCONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/;
/** Codes of Node that mean that the other side could not prove who it is. */
const UNTRUSTED = /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL|^EPROTO$|ALTNAME/;

/** How a call ended that got no answer: what the SDK threw, and who had stopped it. */
export interface Unanswered {
  readonly error: unknown;
  readonly capture: Capture;
  /** The caller's signal. */
  readonly signal: AbortSignal;
  /** The client's own limit for an exchange. */
  readonly limit: { readonly signal: AbortSignal; readonly milliseconds: number };
}

/** Why the SDK has no answer: it never wrote the request, or the network did not bring one. */
export function withoutAnswer({ error, capture, signal, limit }: Unanswered): Error {
  if (error instanceof TransportError && !signal.aborted) return error;
  if (error instanceof UnsupportedByClient) return error;
  const { message, code = 'UNKNOWN', name } = error as NodeJS.ErrnoException;
  const cause = { cause: error };
  if (signal.aborted) return new TransportError('the exchange was cancelled', 'headers', 'ABORTED', cause);
  if (limit.signal.aborted)
    return new TransportError(
      `no complete response within ${limit.milliseconds} ms`,
      'headers',
      'REQUEST_TIMEOUT',
      cause,
    );
  if (capture.sent === undefined) return new UnsupportedByClient(`the SDK cannot write this: ${message}`);
  const text = message === '' ? code : message;
  // The SDK was given a limit for the connection only; a broken connection has that name too, but a code.
  if (UNCONNECTED.test(code) || (name === 'TimeoutError' && code === 'UNKNOWN'))
    return new TransportError(`no connection: ${text}`, 'connect', code, cause);
  if (UNTRUSTED.test(code)) return new TransportError(`no secure connection: ${text}`, 'tls', code, cause);
  return new TransportError(`no readable response: ${text}`, 'headers', code, cause);
}
