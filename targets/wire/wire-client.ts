import { connectionMs } from '../client.ts';
import type { Exchange, KeyPairCall, KeyPairClient, Outcome, Target } from '../target.ts';
import { contentEncodingOf } from './content-encoding.ts';
import { type HttpRequest, openConnections } from './http.ts';

/** How a provider writes calls as requests and reads answers. */
export interface WireProtocol {
  request(call: KeyPairCall, target: Target, now: Date): HttpRequest | Promise<HttpRequest>;
  read(exchange: Exchange): Outcome;
  /** Its name, and whether a body could be one of its answers at all. */
  readonly protocol?: NonNullable<KeyPairClient['protocol']>;
}

/**
 * A client that speaks a provider's protocol itself, so that every byte of the request can be chosen and every byte of
 * the answer is kept. Nothing is retried and no redirect is followed: one call is one request.
 */
export function wireClient(target: Target, { request: write, read, protocol }: WireProtocol): KeyPairClient {
  const connections = openConnections({
    concurrency: target.concurrency,
    connectMs: connectionMs(target),
    requestMs: target.timeouts.requestMs,
    maxBodyBytes: target.maxBodyBytes,
    ...(target.ca === undefined ? {} : { ca: target.ca }),
  });
  const readPlain = (exchange: Exchange): Outcome => unaskedCompression(exchange) ?? read(exchange);
  let exchanges = 0;
  return {
    kind: 'wire',
    ...(protocol !== undefined && { protocol }),
    async call(call, { signal, limitMs }) {
      const request = await write(call, target, new Date());
      const { status, headers, body, startedAt, durationMs } = await connections.exchange(
        request,
        signal,
        limitMs,
      );
      exchanges += 1;
      const response = { status, headers, body };
      return readPlain({ id: exchanges, client: 'wire', startedAt, durationMs, request, response, call });
    },
    read: readPlain,
    close() {
      connections.close();
      return Promise.resolve();
    },
  };
}

/** An answer that is compressed although the request accepts `identity` alone: whatever is inside, nobody asked for it. */
function unaskedCompression(exchange: Exchange): Outcome | undefined {
  const { actual } = contentEncodingOf(exchange.response);
  if (actual === undefined) return undefined;
  const reason = `the body is compressed with ${actual}, which the request does not accept`;
  return { kind: 'unreadable', status: exchange.response.status, reason, compressed: actual, exchange };
}
