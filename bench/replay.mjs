import http from 'node:http';
import { inParallel } from './measure.mjs';

/** Sends recorded requests again as they were, and reads every answer to its end; nothing is looked at. */
export async function replay(exchanges, endpoint, concurrency) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const { hostname, port } = new URL(endpoint);
  const send = ({ request }) =>
    new Promise((resolve, reject) => {
      const { pathname, search } = new URL(request.url);
      const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'host').flat();
      const message = http.request(
        { agent, hostname, port, method: request.method, path: pathname + search, headers },
        (response) => {
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
}
