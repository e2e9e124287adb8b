import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { deserialize, serialize } from 'node:v8';
import { inParallel } from './measure.mjs';

/** Call, request and status of each exchange; not as JSON, because material may be bytes. */
export function writeExchanges(file, exchanges) {
  const kept = exchanges.map(({ call, request, response }) => ({ call, request, status: response.status }));
  writeFileSync(file, serialize(kept));
}

export function readExchanges(file) {
  return deserialize(readFileSync(file));
}

/**
 * Makes recorded calls again through a client, which signs, sends and reads them as it did; nothing is judged.
 * Returns how many answers had the status of the recording.
 */
export async function repeat(exchanges, client, { concurrency }) {
  const { signal } = new AbortController();
  let same = 0;
  await inParallel(exchanges, concurrency, async ({ call, status }) => {
    const { exchange } = await client.call(call, { signal });
    if (exchange.response.status === status) same += 1;
  });
  await client.close();
  return same;
}

/**
 * Sends recorded requests again as they were, and reads every answer to its end; nothing but the status is looked at.
 * The header Host stays that of the recording, for the signature covers it.
 * Returns how many answers had the status of the recording: a base that is only refused would be no base.
 */
export async function replay(exchanges, endpoint, concurrency) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const { hostname, port } = new URL(endpoint);
  let same = 0;
  const send = ({ request, status }) =>
    new Promise((resolve, reject) => {
      const { pathname, search } = new URL(request.url);
      const headers = request.headers.flat();
      const message = http.request(
        { agent, hostname, port, method: request.method, path: pathname + search, headers },
        (response) => {
          if (response.statusCode === status) same += 1;
          response.on('data', () => {});
          response.on('end', resolve);
          response.on('error', reject);
        },
      );
      message.on('error', reject);
      message.end(request.body);
    });
  await inParallel(exchanges, concurrency, send);
  agent.destroy();
  return same;
}
