import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { TransportError } from '../target.ts';
import { type Loopback, listenHttp, listenTcp } from '../testing/loopback.ts';
import type { HttpLimits } from './http.ts';
import { connect, failureOf, requestTo } from './testing/connect.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** The failure of one exchange with a server that does `handle` as soon as a request has begun to arrive. */
async function failureWith(
  handle: (socket: Socket) => void,
  changes: Partial<HttpLimits> = {},
  signal: AbortSignal = AbortSignal.timeout(10_000),
): Promise<TransportError> {
  server = await listenTcp((socket) => socket.once('data', () => handle(socket)));
  return failureOf(connect(changes).exchange(requestTo(server.endpoint), signal));
}

test('a closed port fails in the phase connect', async () => {
  server = await listenHttp(() => undefined);
  const { endpoint } = server;
  await server.close();
  const failure = await failureOf(connect().exchange(requestTo(endpoint), AbortSignal.timeout(5_000)));
  expect(failure).toMatchObject({ phase: 'connect', code: 'ECONNREFUSED' });
  expect(failure.message).toContain(endpoint.slice(0, -1));
});

test('a name that does not exist fails in the phase connect', async () => {
  const failure = await failureOf(
    connect({ connectMs: 5_000 }).exchange(requestTo('http://nowhere.invalid/'), AbortSignal.timeout(8_000)),
  );
  expect(failure.phase).toBe('connect');
  expect(failure.code).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
});

test('a server that does not speak TLS fails in the phase tls', async () => {
  server = await listenTcp((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  );
  const failure = await failureOf(
    connect().exchange(requestTo(`https://127.0.0.1:${server.port}/`), AbortSignal.timeout(5_000)),
  );
  expect(failure.phase).toBe('tls');
});

test('a handshake that never ends is a connect timeout', async () => {
  server = await listenTcp(() => undefined);
  const failure = await failureOf(
    connect({ connectMs: 100 }).exchange(
      requestTo(`https://127.0.0.1:${server.port}/`),
      AbortSignal.timeout(5_000),
    ),
  );
  expect(failure).toMatchObject({ phase: 'tls', code: 'CONNECT_TIMEOUT' });
});

test.each<[string, string, TransportError['phase'], string]>([
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'headers', 'HPE_'],
  ['an empty answer', '', 'headers', 'ECONNRESET'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-', 'headers', ''],
  [
    'two content lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc',
    'headers',
    'HPE_UNEXPECTED_CONTENT_LENGTH',
  ],
  [
    'a length and chunks',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'headers',
    'HPE_',
  ],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'body', 'ECONNRESET'],
  ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'body', ''],
  [
    'chunks without an end',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n',
    'body',
    'ECONNRESET',
  ],
  [
    'an enormous header',
    `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
    'headers',
    'HPE_HEADER_OVERFLOW',
  ],
  [
    'another protocol',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'headers',
    'UNEXPECTED_UPGRADE',
  ],
  [
    'interim answers without end',
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(50),
    'headers',
    'TOO_MANY_INTERIM_ANSWERS',
  ],
])('%s is a transport error', async (_, answer, phase, code) => {
  const failure = await failureWith((socket) => socket.end(answer));
  expect(failure.phase).toBe(phase);
  expect(failure.code).toContain(code);
});

test('a reset is a transport error and the request is not sent twice', async () => {
  let connectionsSeen = 0;
  const failure = await failureWith((socket) => {
    connectionsSeen += 1;
    socket.resetAndDestroy();
  });
  expect(failure).toMatchObject({ phase: 'headers', code: 'ECONNRESET' });
  expect(connectionsSeen).toBe(1);
});

test('a reset of a used connection is a transport error, too', async () => {
  let requests = 0;
  server = await listenTcp((socket) =>
    socket.on('data', () => {
      requests += 1;
      if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      else socket.resetAndDestroy();
    }),
  );
  const pool = connect({ concurrency: 1 });
  await pool.exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  const failure = await failureOf(pool.exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000)));
  expect(failure).toMatchObject({ phase: 'headers', code: 'ECONNRESET' });
  expect(failure.message).toContain('used before');
  expect(requests).toBe(2);
});

test('a server that never answers is a timeout in the phase headers', async () => {
  const failure = await failureWith(() => undefined, { requestMs: 100 });
  expect(failure).toMatchObject({ phase: 'headers', code: 'REQUEST_TIMEOUT' });
});

test('a dripping body does not outlive the time of the exchange', async () => {
  const before = performance.now();
  const failure = await failureWith((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  expect(failure).toMatchObject({ phase: 'body', code: 'REQUEST_TIMEOUT' });
  expect(performance.now() - before).toBeLessThan(1_500);
});

test('a body may be as long as the limit and not longer', async () => {
  server = await listenHttp((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));
  const pool = connect();
  const exact = await pool.exchange(requestTo(`${server.endpoint}1000`), AbortSignal.timeout(5_000));
  expect(exact.body.byteLength).toBe(1_000);
  const failure = await failureOf(
    pool.exchange(requestTo(`${server.endpoint}1001`), AbortSignal.timeout(5_000)),
  );
  expect(failure).toMatchObject({ phase: 'body', code: 'BODY_TOO_LARGE' });
});

test('a body without end is cut off at the limit', async () => {
  const failure = await failureWith(
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      const pour = (): void => {
        if (!socket.destroyed) socket.write('x'.repeat(10_000), () => setImmediate(pour));
      };
      pour();
    },
    { requestMs: 5_000 },
  );
  expect(failure.code).toBe('BODY_TOO_LARGE');
});

test('cancelling ends the exchange at once', async () => {
  const failure = await failureWith(() => undefined, { requestMs: 5_000 }, AbortSignal.timeout(50));
  expect(failure).toMatchObject({ phase: 'headers', code: 'ABORTED' });
});

test('an exchange that was cancelled before it began opens no connection', async () => {
  let opened = 0;
  server = await listenTcp(() => {
    opened += 1;
  });
  const failure = await failureOf(connect().exchange(requestTo(server.endpoint), AbortSignal.abort()));
  expect(failure).toMatchObject({ phase: 'connect', code: 'ABORTED' });
  expect(opened).toBe(0);
});

test('a header that cannot be written is a transport error', async () => {
  const request = requestTo('http://127.0.0.1:9/', { headers: [['X-A', 'a\r\nb']] });
  const failure = await failureOf(connect().exchange(request, AbortSignal.timeout(5_000)));
  expect(failure).toMatchObject({ phase: 'request', code: 'ERR_INVALID_CHAR' });
});
