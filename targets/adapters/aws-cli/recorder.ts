import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ClientKind, Exchange, KeyPairCall } from '../../target.ts';
import { addressOf } from '../../wire/endpoint.ts';
import type { openConnections } from '../../wire/http.ts';

type Connections = ReturnType<typeof openConnections>;

/** A proxy on this machine that a program sends its requests through, and that writes them down. */
export interface Recorder {
  /** For `http_proxy`. */
  readonly url: string;
  /** Every exchange so far, in the order in which they ended. */
  readonly exchanges: readonly Exchange[];
  /** Why a request got no answer. */
  readonly failure: unknown;
  close(): Promise<void>;
}

/** What exchanges are written down with. */
export interface Recording {
  readonly client: ClientKind;
  readonly call: KeyPairCall;
  readonly nextId: () => number;
  readonly connections: Connections;
  readonly endpoint: string;
  readonly signal: AbortSignal;
  readonly maxRequestBytes: number;
  /** Called after every exchange. */
  readonly answered?: () => void;
}

/**
 * The address that a program is given, so that it asks the proxy for it in plain text. Scheme aside it is the endpoint,
 * and a signature does not cover the scheme.
 */
export function plainAddress(endpoint: string, region: string): string {
  const { origin, path } = addressOf(endpoint, region);
  return `${origin.replace(/^https:/, 'http:')}${path}`;
}

/** Starts a proxy for one call on a free port of the loopback interface. */
export async function startRecorder(recording: Recording): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  let failure: unknown;
  const server = createServer((request, response) => {
    forward(request, response, recording).then(
      (exchange) => {
        exchanges.push(exchange);
        recording.answered?.();
      },
      (error: unknown) => {
        failure ??= error;
        response.destroy();
      },
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    get failure() {
      return failure;
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { client, call, nextId, connections, endpoint, signal, maxRequestBytes }: Recording,
): Promise<Exchange> {
  const body = await bodyOf(request, maxRequestBytes);
  const asked = new URL(request.url ?? '/', 'http://unnamed.invalid');
  const { origin } = addressOf(endpoint, call.region);
  const sent = {
    method: request.method ?? 'GET',
    url: `${origin}${asked.pathname}${asked.search}`,
    headers: pairs(request.rawHeaders).filter(([name]) => !/^(proxy-|connection$|keep-alive$)/i.test(name)),
    body,
  };
  const { status, headers, body: answer, startedAt, durationMs } = await connections.exchange(sent, signal);
  const passed = headers.filter(([name]) => !/^(transfer-encoding|connection|content-length)$/i.test(name));
  response.writeHead(status, passed.flat());
  response.end(answer);
  return {
    id: nextId(),
    client,
    startedAt,
    durationMs,
    request: sent,
    response: { status, headers, body: answer },
    call,
  };
}

async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error(`a request of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function pairs(raw: readonly string[]): [string, string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) list.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return list;
}
