import { TransportError, UnsupportedByClient } from '../../target.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { EcsCapture } from './sdk-capture.ts';
import type { OpenApiAnswer } from './sdk-package.ts';

/** How a call of the SDK ended. */
export type Ended = { readonly answer: OpenApiAnswer } | { readonly error: SdkError };

/** An error of the SDK; those without `statusCode` are of the network or of its own parser. */
export interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly data?: JsonObject;
}

/**
 * The end of `work`.
 * @throws TransportError when it is stopped, cancelled or late
 */
export async function within(
  milliseconds: number,
  work: Promise<Ended>,
  { stop }: EcsCapture,
  signal: AbortSignal,
): Promise<Ended> {
  const end = (message: string, code: string): void =>
    stop.abort(new TransportError(message, 'headers', code, { cause: signal.reason }));
  const onAbort = (): void => end('the exchange was cancelled', 'ABORTED');
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason as Error), { once: true });
  });
  const timer = setTimeout(
    () => end(`no complete response within ${milliseconds} ms`, 'REQUEST_TIMEOUT'),
    milliseconds,
  );
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Codes of Node that mean that there was never a connection. */
const UNCONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/;

/** Why the SDK has no answer: it never wrote the request, or the network did not bring one. */
export function withoutAnswer(error: SdkError | undefined, { sent, answered }: EcsCapture): Error {
  // The SDK's text holds the whole address with its signature.
  const reason = (error?.message ?? '').replace(/(?:GET|POST) \S+ failed\.$/, '').replace(/\?\S*/g, '');
  const text = reason === '' ? (error?.code ?? 'no reason given') : reason;
  if (sent === undefined) return new UnsupportedByClient(`the SDK cannot write this: ${text}`);
  const code = error?.code ?? error?.name ?? 'UNKNOWN';
  const phase = UNCONNECTED.test(code) ? 'connect' : answered === undefined ? 'headers' : 'body';
  return new TransportError(`no complete response: ${text}`, phase, code, { cause: error });
}
