import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { TransportError } from '../target.ts';
import { type AnswerLimits, cancelled, completeAnswer, type HttpResponse } from './http-answer.ts';

export type { HttpResponse };

/** One request as it goes over the socket. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute address, already percent-encoded; path and query are sent as they stand here. */
  readonly url: string;
  /** Order, case and repeats are kept. `host` and `content-length` are added where they are missing. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Limits of a connection pool. */
export interface HttpLimits extends AnswerLimits {
  /** Connections at the same time; further exchanges wait their turn. */
  readonly concurrency: number;
  /** PEM of an additional certificate authority. */
  readonly ca?: string;
}

/** A pool of connections to a target. */
export interface HttpConnections {
  /** @throws TransportError for everything that is not a complete answer. */
  exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  close(): void;
}

/**
 * Idle connections are given up after this many milliseconds. It is below every `Keep-Alive: timeout=` a server can
 * announce (whole seconds), because a server that closes an idle connection while a request is under way resets it, and
 * such a request must not be sent twice: a create that did arrive would be doubled. So nothing is ever retried here.
 */
const IDLE_MS = 800;

/** Opens a pool; connections are made when they are needed. Redirects are not followed, bodies are not decompressed. */
export function openConnections(limits: HttpLimits): HttpConnections {
  const pool = {
    keepAlive: true,
    maxSockets: limits.concurrency,
    maxFreeSockets: limits.concurrency,
    timeout: IDLE_MS,
    scheduling: 'lifo' as const,
  };
  const plain = new HttpAgent(pool);
  // Naming an authority replaces the built-in ones, but it is meant as an addition.
  const ca = limits.ca === undefined ? undefined : [...rootCertificates, limits.ca];
  const secure = new HttpsAgent(ca === undefined ? pool : { ...pool, ca });
  return {
    async exchange(request, signal) {
      if (signal.aborted) throw cancelled('connect', signal);
      const client = begin(request, plain, secure);
      const answer = completeAnswer(client, new URL(request.url).origin, limits, signal);
      client.end(request.body);
      return answer;
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function begin(request: HttpRequest, plain: HttpAgent, secure: HttpsAgent): ClientRequest {
  const address = new URL(request.url);
  const { agent, send } =
    address.protocol === 'https:'
      ? { agent: secure, send: httpsRequest }
      : { agent: plain, send: httpRequest };
  try {
    return send({
      agent,
      method: request.method,
      hostname: address.hostname.replace(/^\[|\]$/g, ''),
      port: address.port,
      path: pathOf(request.url),
      headers: completeHeaders(request, address.host),
    });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new TransportError(`the request cannot be written: ${message}`, 'request', code ?? 'UNKNOWN', {
      cause: error,
    });
  }
}

/** Path and query exactly as written; `URL` would re-encode some characters. */
function pathOf(url: string): string {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return path === -1 ? '/' : url.slice(path);
}

/** Flat list, the only form in which Node keeps order, case and repeats. */
function completeHeaders(request: HttpRequest, host: string): string[] {
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const flat = request.headers.flat();
  if (!given.has('host')) flat.unshift('Host', host);
  const framed = given.has('content-length') || given.has('transfer-encoding');
  const wantsLength = request.body !== '' || request.method === 'POST' || request.method === 'PUT';
  if (!framed && wantsLength) flat.push('Content-Length', String(Buffer.byteLength(request.body)));
  return flat;
}
