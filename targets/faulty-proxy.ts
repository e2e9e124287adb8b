import {
  createServer,
  request as forwardRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request on its way. */
export type Fault =
  | { readonly kind: 'none' }
  /** The target never hears of it. */
  | { readonly kind: 'reset-before' }
  /** The target does what was asked, and nobody hears of that. */
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Answers itself; `good` asks the target. */
  | {
      readonly kind: 'own';
      readonly answer: (
        response: ServerResponse,
        good: () => Promise<{
          readonly status: number;
          readonly headers: Readonly<Record<string, string>>;
          readonly body: string;
        }>,
      ) => void | Promise<void>;
    };

/** A request as the proxy saw it. */
export interface Passing {
  /** Counts from 1. */
  readonly count: number;
  /** Path and query. */
  readonly target: string;
  readonly body: string;
}

/** A server in front of another, on loopback, that loses requests and answers. */
export interface FaultyProxy {
  readonly url: string;
  /** Resolves when the real server has answered everything that reached it, also for callers that are gone. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a proxy on a free port.
 * @param behind base address of the real server
 * @param faultFor asked once for each request, when its body is complete
 */
export async function startFaultyProxy(
  behind: string,
  faultFor: (passing: Passing) => Fault,
): Promise<FaultyProxy> {
  let count = 0;
  const active = new Set<Promise<void>>();
  const server = createServer((incoming, response) => {
    const serve = async (): Promise<void> => {
      const body = await bytesOf(incoming);
      count += 1;
      const fault = faultFor({ count, target: incoming.url ?? '', body: body.toString('utf8') });
      if (fault.kind === 'reset-before') {
        incoming.socket.destroy();
        return;
      }
      if (fault.kind === 'unavailable') {
        response.writeHead(503, { 'retry-after': '0', 'content-type': 'text/plain' }).end('try again');
        return;
      }
      if (fault.kind === 'own') {
        await fault.answer(response, async () => {
          const { message, body: text } = await forwarded(behind, incoming, body);
          const headers = Object.fromEntries(pairsOf(message));
          return { status: message.statusCode ?? 500, headers, body: text.toString('utf8') };
        });
        return;
      }
      if (fault.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      const answer = await forwarded(behind, incoming, body);
      if (fault.kind === 'reset-after') incoming.socket.destroy();
      else pass(answer, response);
    };
    const serving = serve()
      .catch(() => void response.destroy())
      .finally(() => active.delete(serving));
    active.add(serving);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async idle() {
      while (active.size > 0) await Promise.all(active);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

function forwarded(
  behind: string,
  { method, url, rawHeaders }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const address = new URL(url ?? '/', behind);
    const options = { agent: false as const, ...(method !== undefined && { method }), headers: rawHeaders };
    const outgoing = forwardRequest(address, options, (message) => {
      bytesOf(message).then((read) => resolve({ message, body: read }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

function pass({ message, body }: Answer, response: ServerResponse): void {
  response.writeHead(message.statusCode ?? 500, pairsOf(message).flat()).end(body);
}

/** Without the headers that belong to a connection. */
function pairsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  return rawHeaders.flatMap((name, index, all): [string, string][] => {
    const dropped = /^(?:connection|keep-alive|transfer-encoding|content-length)$/i.test(name);
    return index % 2 === 1 || dropped ? [] : [[name, all[index + 1] ?? '']];
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
