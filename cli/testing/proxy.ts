import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a proxy saw it, with the answer it came to. */
export interface Passed {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly requestBody: string;
  readonly responseBody: string;
}

/** What a proxy does to an answer; `hang` never answers. */
export type Tampering = (passed: Passed, count: number) => string | 'hang';

/** A server in front of another that can change, record or withhold answers. */
export interface TestProxy {
  readonly url: string;
  readonly passed: readonly Passed[];
  close(): Promise<void>;
}

/**
 * Starts a proxy on loopback.
 * @param behind base address of the real server
 * @param tamper body to answer with; the answer of the real server unless given
 */
export async function startProxy(
  behind: string,
  tamper: Tampering = ({ responseBody }) => responseBody,
): Promise<TestProxy> {
  const passed: Passed[] = [];
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const requestBody = Buffer.concat(chunks).toString();
    const url = request.url ?? '/';
    const method = request.method ?? 'GET';
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      HOP_BY_HOP.has(name) || typeof value !== 'string' ? [] : [[name, value]],
    );
    const answer = await fetch(new URL(url, behind), {
      method,
      headers,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: requestBody }),
    });
    const one = { url, headers: request.headers, requestBody, responseBody: await answer.text() };
    passed.push(one);
    const body = tamper(one, passed.length);
    if (body === 'hang') return;
    const answerHeaders = [...answer.headers].filter(([name]) => !HOP_BY_HOP.has(name));
    response.writeHead(answer.status, Object.fromEntries(answerHeaders)).end(body);
  };
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    passed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'transfer-encoding',
]);
