import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { type Exchange, TransportError } from '../../target.ts';

/** The raw exchange of one call, filled while the SDK works on it. */
export interface EcsCapture {
  /** Set when the request has been handed to the network. */
  sent: Pick<Exchange, 'request' | 'startedAt'> | undefined;
  /** Set when the head of the answer has come; its body grows until the SDK has read it. */
  answered: { readonly response: IncomingMessage; readonly chunks: Uint8Array[] } | undefined;
  /** When the request left, by the monotonic clock. */
  started: number;
  /** Ends the call from outside, with a TransportError as its reason; the SDK itself may then never end. */
  readonly stop: AbortController;
}

/** A capture that nothing has happened to yet. */
export function emptyCapture(): EcsCapture {
  return { sent: undefined, answered: undefined, started: 0, stop: new AbortController() };
}

/** Watches the requests of the functions that it runs, and no others of the process. */
export interface RequestWatch {
  /** Runs `work` and fills `capture` with the last request in it. */
  during<T>(capture: EcsCapture, work: () => Promise<T>): Promise<T>;
  close(): void;
}

const STARTED = 'http.client.request.start';

/**
 * The SDK has no place to look at its requests from, so Node tells of them. The SDK gets the same bytes.
 * @param maxBodyBytes a longer body ends the exchange with a TransportError
 */
export function watchRequests(maxBodyBytes: number): RequestWatch {
  const running = new AsyncLocalStorage<EcsCapture>();
  const onStart = (message: unknown): void => {
    const capture = running.getStore();
    if (capture !== undefined) follow((message as { readonly request: ClientRequest }).request, capture);
  };
  const follow = (request: ClientRequest, capture: EcsCapture): void => {
    capture.started = performance.now();
    capture.sent = { startedAt: Date.now(), request: requestOf(request) };
    capture.answered = undefined;
    request.prependOnceListener('response', (response) => {
      const chunks: Uint8Array[] = [];
      capture.answered = { response, chunks };
      keepBody(response, chunks, maxBodyBytes, capture.stop);
    });
  };
  subscribe(STARTED, onStart);
  return {
    during: (capture, work) => running.run(capture, work),
    close: () => {
      unsubscribe(STARTED, onStart);
    },
  };
}

/** Copies what is pushed into the stream; a listener for data would start it before the SDK listens. */
function keepBody(
  response: IncomingMessage,
  chunks: Uint8Array[],
  maxBodyBytes: number,
  stop: AbortController,
): void {
  let size = 0;
  const push = response.push.bind(response);
  response.push = (chunk: Uint8Array | null, encoding?: BufferEncoding): boolean => {
    if (chunk !== null) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > maxBodyBytes) {
        const message = `the body is longer than ${maxBodyBytes} bytes`;
        stop.abort(new TransportError(message, 'body', 'BODY_TOO_LARGE'));
        response.destroy();
        return false;
      }
    }
    return push(chunk, encoding);
  };
}

/** The SDK sends everything in the query and no body. */
function requestOf(request: ClientRequest): Exchange['request'] {
  const headers = request.getRawHeaderNames().map((name) => [name, String(request.getHeader(name))] as const);
  const { protocol, method, path } = request;
  return { method, url: `${protocol}//${String(request.getHeader('host'))}${path}`, headers, body: '' };
}

/** The answer that came, or `undefined` as long as there is none. */
export function responseOf({ answered }: Pick<EcsCapture, 'answered'>): Exchange['response'] | undefined {
  if (answered === undefined) return undefined;
  const { rawHeaders, statusCode = 0 } = answered.response;
  return {
    status: statusCode,
    headers: Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
      rawHeaders[index * 2] ?? '',
      rawHeaders[index * 2 + 1] ?? '',
    ]),
    body: Buffer.concat(answered.chunks),
  };
}
