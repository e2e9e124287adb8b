import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TransportError } from '../target.ts';

/** A complete answer. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Bytes after transfer decoding; content encodings are left in place. */
  readonly body: Uint8Array;
  /** Milliseconds since the epoch, when the exchange got its connection. */
  readonly startedAt: number;
  /** Milliseconds from `startedAt` to the last byte. */
  readonly durationMs: number;
}

/** Limits of one exchange. */
export interface AnswerLimits {
  /** Milliseconds to a usable connection (name look-up, TCP and TLS). */
  readonly connectMs: number;
  /** Milliseconds from the connection's assignment to the last byte, however the bytes drip. */
  readonly requestMs: number;
  readonly maxBodyBytes: number;
}

/** Interim answers (1xx) before the real one; more than this is a server that never answers. */
const MAX_INTERIM_ANSWERS = 8;

/** What OpenSSL says of an answer that is no TLS. */
const NO_TLS = /wrong.version.number|packet.length.too.long/i;

/** What a failure of a phase means, as the beginning of its message. */
const MEANINGS: Readonly<Record<TransportError['phase'], string>> = {
  connect: 'no connection',
  tls: 'no secure connection',
  request: 'the request was not taken',
  headers: 'no readable response',
  body: 'no complete body',
};

export function cancelled(phase: TransportError['phase'], signal: AbortSignal): TransportError {
  return new TransportError('the exchange was cancelled', phase, 'ABORTED', { cause: signal.reason });
}

/**
 * Follows one request to the last byte of its answer; leaves no timer and no listener on the signal behind.
 * @param place where the request goes, for messages
 * @param requestMs instead of the usual limit of an exchange
 * @throws TransportError
 */
export function completeAnswer(
  client: ClientRequest,
  place: string,
  limits: AnswerLimits,
  signal: AbortSignal,
  requestMs: number = limits.requestMs,
): Promise<HttpResponse> {
  const timers: NodeJS.Timeout[] = [];
  let phase: TransportError['phase'] = 'connect';

  return new Promise<HttpResponse>((resolve, reject) => {
    const leave = (): void => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const give = (error: TransportError): void => {
      leave();
      reject(error);
      client.destroy();
    };
    const fail = (message: string, code: string, cause?: unknown): void => {
      give(new TransportError(`${message} (${place})`, phase, code, { cause }));
    };
    const limit = (milliseconds: number, message: string, code: string): NodeJS.Timeout => {
      const timer = setTimeout(() => fail(`${message} within ${milliseconds} ms`, code), milliseconds);
      timers.push(timer);
      return timer;
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? 'UNKNOWN';
      if (phase === 'tls' && NO_TLS.test(`${code} ${error.message}`)) {
        fail(`the port does not speak TLS; write ${place.replace('https:', 'http:')}/ instead`, code, error);
        return;
      }
      const reused = client.reusedSocket ? ', on a connection that had been used before' : '';
      fail(`${MEANINGS[phase]}: ${error.message === '' ? code : error.message}${reused}`, code, error);
    };
    const onAbort = (): void => give(cancelled(phase, signal));
    signal.addEventListener('abort', onAbort, { once: true });
    client.on('error', onError);

    let startedAt = Date.now();
    let started = performance.now();
    client.on('socket', (socket) => {
      startedAt = Date.now();
      started = performance.now();
      limit(requestMs, 'no complete response', 'REQUEST_TIMEOUT');
      if (!socket.connecting) {
        phase = 'request';
        return;
      }
      const connecting = limit(limits.connectMs, 'no connection', 'CONNECT_TIMEOUT');
      onConnection(socket, client.protocol === 'https:', (reached) => {
        phase = reached;
        if (reached === 'request') clearTimeout(connecting);
      });
    });
    client.on('finish', () => {
      if (phase === 'request') phase = 'headers';
    });

    let interim = 0;
    client.on('information', () => {
      interim += 1;
      if (interim > MAX_INTERIM_ANSWERS) fail('too many interim (1xx) responses', 'TOO_MANY_INTERIM_ANSWERS');
    });
    client.on('upgrade', () => fail('the target switched protocols unasked', 'UNEXPECTED_UPGRADE'));
    client.on('response', (response) => {
      phase = 'body';
      // One buffer that grows: a body of single bytes would be a million buffers.
      let bytes = Buffer.alloc(0);
      let size = 0;
      response.on('error', onError);
      response.on('data', (chunk: Uint8Array) => {
        const at = size;
        size += chunk.byteLength;
        if (size > limits.maxBodyBytes) {
          fail(`the body is longer than ${limits.maxBodyBytes} bytes`, 'BODY_TOO_LARGE');
          return;
        }
        if (size > bytes.length) bytes = grown(bytes, at, size, limits.maxBodyBytes);
        bytes.set(chunk, at);
      });
      response.on('close', () => {
        if (!response.complete) fail('the connection ended inside the body', 'ECONNRESET');
      });
      response.on('end', () => {
        if (!response.complete) return;
        leave();
        resolve({
          status: response.statusCode ?? 0,
          headers: headersOf(response),
          body: bytes.length === size ? bytes : Buffer.from(bytes.subarray(0, size)),
          startedAt,
          durationMs: performance.now() - started,
        });
      });
    });
  });
}

/** Room for at least `size` bytes and at most for `most`, of which the first `used` are kept. */
function grown(bytes: Buffer<ArrayBuffer>, used: number, size: number, most: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(used === 0 ? size : Math.max(size, Math.min(2 * bytes.length, most)));
  larger.set(bytes.subarray(0, used));
  return larger;
}

/** Tells when the connection stands (`tls`: the handshake begins) and when it can take the request. */
function onConnection(socket: Socket, secured: boolean, reached: (phase: 'tls' | 'request') => void): void {
  socket.once('connect', () => reached(secured ? 'tls' : 'request'));
  if (secured) socket.once('secureConnect', () => reached('request'));
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2)
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  return pairs;
}
