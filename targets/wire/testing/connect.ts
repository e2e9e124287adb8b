import { afterEach } from 'vitest';
import { TransportError } from '../../target.ts';
import { type HttpConnections, type HttpLimits, type HttpRequest, openConnections } from '../http.ts';

/** Limits for tests of connections; times are short so that a hanging test is a failing test. */
const SMALL_LIMITS: HttpLimits = {
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

const opened = new Set<HttpConnections>();
afterEach(() => {
  for (const one of opened) one.close();
  opened.clear();
});

/** Connections with small limits, closed after the test that opens them. */
export function connect(changes: Partial<HttpLimits> = {}): HttpConnections {
  const connections = openConnections({ ...SMALL_LIMITS, ...changes });
  opened.add(connections);
  return connections;
}
