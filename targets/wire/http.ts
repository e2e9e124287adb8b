import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { TransportError } from '../target.ts';
import { type AnswerLimits, cancelled, completeAnswer, type HttpResponse } from './http-answer.ts';
import { relieve } from './relief.ts';
import { carriedBy, onlyClean, SURPLUS_CODE, somethingFollows } from './surplus.ts';

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
  exchange(request: HttpRequest, signal: AbortSignal, requestMs?: number): Promise<HttpResponse>;
  close(): void;
}

/** Bytes of bodies, one or many, that take much memory to read. */
const MUCH_READ = 1_048_576;

/** Of all pools: what is read fills one memory. */
let bytesRead = 0;

/**
 * Idle connections are given up after this many milliseconds. It is below every `Keep-Alive: timeout=` a server can
 * announce (whole seconds), because a server that closes an idle connection while a request is under way resets it, and
 * such a request must not be sent twice: a create that did arrive would be doubled. So nothing is ever retried here.
 */
const IDLE_MS = 800;

const SURPLUS =
  'more responses came than requests went on the connection, so this one may be the response to an earlier request';

/** Opens a pool; connections are made when they are needed. Redirects are not followed, bodies are not decompressed. */
export function openConnections(limits: HttpLimits): HttpConnections {
  const pool = {
    keepAlive: true,
    maxSockets: limits.concurrency,
    maxFreeSockets: limits.concurrency,
    timeout: IDLE_MS,
    scheduling: 'lifo' as const,
  };
  const plain = onlyClean(new HttpAgent(pool));
  // Naming an authority replaces the built-in ones, but it is meant as an addition.
  const ca = limits.ca === undefined ? undefined : [...rootCertificates, limits.ca];
  const secure = onlyClean(new HttpsAgent(ca === undefined ? pool : { ...pool, ca }));
  const hosts = new Map<string, Host>();
  const hostOf = (origin: string): Host => {
    const known = hosts.get(origin) ?? parseOrigin(origin);
    hosts.set(origin, known);
    return known;
  };
  return {
    async exchange(request, signal, requestMs) {
      if (signal.aborted) throw cancelled('connect', signal);
      const { origin, path } = splitAddress(request.url);
      const host = hostOf(origin);
      const client = begin(request, host, path, host.secured ? secure : plain);
      client.on('socket', (socket) => carriedBy(request, socket, host.origin));
      const answer = completeAnswer(client, host.origin, limits, signal, requestMs);
      client.end(request.body);
      const response = await answer;
      if (await somethingFollows(request, client)) throw new TransportError(SURPLUS, 'headers', SURPLUS_CODE);
      relieveAfter(response.body.byteLength);
      return response;
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Has garbage collected, if there is much, whenever another megabyte of bodies came. */
function relieveAfter(bytes: number): void {
  bytesRead += bytes;
  if (bytesRead < MUCH_READ) return;
  bytesRead = 0;
  relieve();
}

/** The part of an address that many requests have in common. */
interface Host {
  readonly origin: string;
  readonly secured: boolean;
  /** `host` or `host:port`, as in the Host header. */
  readonly host: string;
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
}

/** @throws TypeError when it is not an absolute address */
function parseOrigin(text: string): Host {
  const { origin, protocol, host, hostname, port } = new URL(text);
  return { origin, secured: protocol === 'https:', host, hostname: hostname.replace(/^\[|\]$/g, ''), port };
}

/** Path and query exactly as written; `URL` would re-encode some characters. */
function splitAddress(url: string): { readonly origin: string; readonly path: string } {
  const path = url.indexOf('/', url.indexOf('//') + 2);
  return path === -1 ? { origin: url, path: '/' } : { origin: url.slice(0, path), path: url.slice(path) };
}

function begin(
  request: HttpRequest,
  { secured, host, hostname, port }: Host,
  path: string,
  agent: HttpAgent | HttpsAgent,
): ClientRequest {
  const send = secured ? httpsRequest : httpRequest;
  try {
    return send({
      agent,
      method: request.method,
      hostname,
      port,
      path,
      headers: completeHeaders(request, host),
    });
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new TransportError(`the request cannot be written: ${message}`, 'request', code ?? 'UNKNOWN', {
      cause: error,
    });
  }
}

/** Flat list, the only form in which Node keeps order, case and repeats. */
function completeHeaders({ headers, body, method }: HttpRequest, host: string): string[] {
  const flat: string[] = [];
  let named = false;
  let framed = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    named ||= lower === 'host';
    framed ||= lower === 'content-length' || lower === 'transfer-encoding';
    flat.push(name, value);
  }
  if (!named) flat.unshift('Host', host);
  const wantsLength = body !== '' || method === 'POST' || method === 'PUT';
  if (!framed && wantsLength) flat.push('Content-Length', String(Buffer.byteLength(body)));
  return flat;
}
