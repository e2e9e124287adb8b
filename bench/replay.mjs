import http from 'node:http';
import { inParallel } from './measure.mjs';

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
