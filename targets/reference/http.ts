import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { HttpRequest } from './request.ts';

/** A running server. */
export interface ReferenceServer {
  /** Base address without a final slash, such as `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends every connection at once, idle or not. */
  close(): Promise<void>;
}

/** Where to listen, and the limits of requests. */
export interface HttpLimits {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly bodyBytes: number;
  /** Time for a whole request to arrive, in milliseconds. */
  readonly requestMs: number;
  /** Speaks HTTPS with this certificate; plain HTTP without. */
  readonly tls?: Tls;
}

/** A private key and its certificate chain, PEM. */
export interface Tls {
  readonly key: string;
  readonly cert: string;
}

/** Answers one request by writing to `response`. */
export type HttpHandler = (request: HttpRequest, response: ServerResponse) => Promise<void>;

const KEEP_ALIVE_MS = 30_000;

/** Starts an HTTP server that reads each request whole, within the limits, before the handler sees it. */
export async function listen(handler: HttpHandler, limits: HttpLimits): Promise<ReferenceServer> {
  const options = {
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.max(10, Math.min(1_000, limits.requestMs / 2)),
    keepAliveTimeout: KEEP_ALIVE_MS,
    noDelay: true,
  };
  const { tls } = limits;
  const server = tls === undefined ? createServer(options) : createSecureServer({ ...options, ...tls });
  server.on('request', (incoming, response) => {
    serve(incoming, response, handler, limits).catch((reason: unknown) => {
      // Nothing sensible can be said on a half-written or half-read connection.
      response.destroy(reason instanceof Error ? reason : undefined);
    });
  });
  await started(server, limits);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  const host = limits.host.includes(':') ? `[${limits.host}]` : limits.host;
  const scheme = tls === undefined ? 'http' : 'https';
  return { url: `${scheme}://${host}:${address.port}`, port: address.port, close: () => stopped(server) };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: HttpHandler,
  limits: HttpLimits,
): Promise<void> {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const body = await readBody(incoming, limits.bodyBytes);
  await handler(
    {
      method: incoming.method ?? '',
      path: mark < 0 ? target : target.slice(0, mark),
      query: mark < 0 ? '' : target.slice(mark + 1),
      headers: incoming.headers,
      body,
    },
    response,
  );
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  // An oversized body is read to its end but not kept: a client that is still writing could not see the answer.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}

function started(server: Server, limits: HttpLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(limits.port, limits.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Closing a server that is closed already is not an error worth telling.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
