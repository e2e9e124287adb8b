import { afterEach } from 'vitest';
import { type HttpConnections, type HttpLimits, openConnections } from '../http.ts';
import { SMALL_LIMITS } from './requests.ts';

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
