import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Loopback, listenHttp, listenTcp, started } from '../testing/loopback.ts';
import { onPath } from '../testing/on-path.ts';
import { connect, failureOf, requestTo } from './testing/connect.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test('status, repeated headers and the bytes of the body are kept', async () => {
  server = await listenHttp((_, response) => {
    response.writeHead(418, ['X-One', '1', 'x-one', '2', 'Content-Length', '3']);
    response.end(Buffer.from([0, 255, 128]));
  });
  const answer = await connect().exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect(answer.status).toBe(418);
  expect(answer.headers.slice(0, 3)).toEqual([
    ['X-One', '1'],
    ['x-one', '2'],
    ['Content-Length', '3'],
  ]);
  expect([...answer.body]).toEqual([0, 255, 128]);
});

test('the path is sent as it is written and headers keep order, case and repeats', async () => {
  let head = '';
  server = await listenTcp((socket) =>
    socket.once('data', (chunk) => {
      head = chunk.toString();
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    }),
  );
  const request = requestTo(`${server.endpoint}a/../b?x='%41`, {
    headers: [
      ['X-b', '1'],
      ['x-A', '2'],
      ['X-b', '3'],
    ],
  });
  await connect().exchange(request, AbortSignal.timeout(5_000));
  expect(head.split('\r\n').slice(0, 6)).toEqual([
    "POST /a/../b?x='%41 HTTP/1.1",
    `Host: 127.0.0.1:${server.port}`,
    'X-b: 1',
    'x-A: 2',
    'X-b: 3',
    'Content-Length: 3',
  ]);
});

test('a redirect is an answer and is not followed', async () => {
  let requests = 0;
  server = await listenHttp((_, response) => {
    requests += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const answer = await connect().exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect([answer.status, requests]).toEqual([307, 1]);
});

test('a compressed body is not decompressed', async () => {
  const gzip = Buffer.from([0x1f, 0x8b, 8, 0]);
  server = await listenHttp((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzip),
  );
  const answer = await connect().exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect(Buffer.from(answer.body)).toEqual(gzip);
});

test('connections are kept alive and never more than the limit', async () => {
  const sockets = new Set<Socket>();
  server = await listenHttp((request, response) => {
    sockets.add(request.socket);
    setTimeout(() => response.end('ok'), 20);
  });
  const { endpoint } = server;
  const pool = connect();
  const signal = AbortSignal.timeout(5_000);
  await Promise.all(Array.from({ length: 6 }, () => pool.exchange(requestTo(endpoint), signal)));
  expect(sockets.size).toBe(2);
});

test('waiting for a free connection does not count as the time of an exchange', async () => {
  server = await listenHttp((_, response) => void setTimeout(() => response.end('ok'), 150));
  const { endpoint } = server;
  const pool = connect({ concurrency: 1, requestMs: 400 });
  const signal = AbortSignal.timeout(5_000);
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => pool.exchange(requestTo(endpoint), signal)),
  );
  expect(answers.every(({ durationMs }) => durationMs < 400)).toBe(true);
});

test('interim answers are ignored', async () => {
  server = await listenTcp((socket) =>
    socket.once('data', () =>
      socket.end(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      ),
    ),
  );
  const answer = await connect().exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, 'ok']);
});

/** A certificate for 127.0.0.1 that signs itself, so that it is its own authority. */
function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', ...form, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.skipIf(!onPath('openssl'))('a certificate is trusted with its authority and not without', async () => {
  const { key, cert } = selfSigned();
  server = await started(createHttpsServer({ key, cert }, (_, response) => response.end('ok')));
  const url = `https://127.0.0.1:${server.port}/`;
  const failure = await failureOf(connect().exchange(requestTo(url), AbortSignal.timeout(5_000)));
  expect(failure).toMatchObject({ phase: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const answer = await connect({ ca: cert }).exchange(requestTo(url), AbortSignal.timeout(5_000));
  expect(Buffer.from(answer.body).toString()).toBe('ok');
});

test('an idle connection is given up before a server closes it', async () => {
  const sockets = new Set<Socket>();
  server = await listenTcp((socket) => {
    sockets.add(socket);
    socket.on('data', () =>
      socket.write('HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n'),
    );
  });
  const pool = connect({ concurrency: 1 });
  await pool.exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  await new Promise((resolve) => setTimeout(resolve, 950));
  await pool.exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect(sockets.size).toBe(2);
});

test('a body that comes in single bytes is whole', async () => {
  const text = 'abcdefghij'.repeat(90);
  server = await listenTcp((socket) => {
    socket.once('data', () => {
      const chunks = [...text].map((letter) => `1\r\n${letter}\r\n`).join('');
      socket.write(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
    });
  });
  const { body } = await connect().exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
  expect(Buffer.from(body).toString()).toBe(text);
});
