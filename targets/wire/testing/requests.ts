import { TransportError } from '../../target.ts';
import type { HttpLimits, HttpRequest } from '../http.ts';

/** Limits for tests of connections; times are short so that a hanging test is a failing test. */
export const SMALL_LIMITS: HttpLimits = {
  concurrency: 2,
  connectMs: 500,
  requestMs: 400,
  maxBodyBytes: 1_000,
};

/** A small POST. */
export function requestTo(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', url, headers: [], body: 'a=b', ...changes };
}

/**
 * The transport error an exchange ends in.
 * @throws Error when it ends otherwise
 */
export async function failureOf(exchange: Promise<unknown>): Promise<TransportError> {
  const end = await exchange.catch((reason: unknown) => reason);
  if (end instanceof TransportError) return end;
  throw new Error('a TransportError was expected', { cause: end });
}
