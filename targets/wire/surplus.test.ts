import type { Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { TransportError } from '../target.ts';
import { type Loopback, listenTcp } from '../testing/loopback.ts';
import { isDoubtful } from './surplus.ts';
import { connect, requestTo } from './testing/connect.ts';

let server: Loopback | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

test.each([
  ['in the same piece', 0],
  ['while the connection is idle', 20],
])('a response that nobody asked for, %s, is never the response to the next request', async (_, delayMs) => {
  const one = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  let requests = 0;
  let connections = 0;
  server = await listenTcp((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      const answer = one(`answer ${requests}`);
      if (delayMs === 0) socket.write(answer + one('surplus'));
      else {
        socket.write(answer);
        setTimeout(() => !socket.destroyed && socket.write(one('surplus')), delayMs).unref();
      }
    });
  });
  const pool = connect({ concurrency: 1 });
  for (let round = 0; round < 4; round += 1) {
    try {
      const { body } = await pool.exchange(requestTo(server.endpoint), AbortSignal.timeout(5_000));
      expect(Buffer.from(body).toString()).toMatch(/^answer /);
    } catch (error) {
      expect(error).toMatchObject({ name: 'TransportError' });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 3 * delayMs);
    });
  }
  expect(connections).toBeGreaterThanOrEqual(3);
});

test.each<[string, (first: string, second: string) => readonly string[]]>([
  ['in the same piece', (surplus, answer) => [surplus + answer]],
  ['in another piece', (surplus, answer) => [surplus, answer]],
  ['twice', (surplus, answer) => [surplus, surplus, answer]],
])(
  'a response that nobody asked for, sent before the one to the next request, %s, is not taken for it',
  async (_, pieces) => {
    const one = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    let requests = 0;
    const sockets = new Set<unknown>();
    server = await listenTcp((socket) => {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => undefined);
      let own = 0;
      socket.on('data', () => {
        own += 1;
        requests += 1;
        const answer = one(`answer ${requests}`);
        for (const piece of own === 1 ? [answer] : pieces(one('surplus'), answer)) socket.write(piece);
      });
    });
    const pool = connect({ concurrency: 1 });
    const request = requestTo(server.endpoint);
    const ask = async (): Promise<string> => {
      const { body } = await pool.exchange({ ...request }, AbortSignal.timeout(5_000));
      return Buffer.from(body).toString();
    };
    expect(await ask()).toBe('answer 1');
    const second = { ...request };
    const body = await pool.exchange(second, AbortSignal.timeout(5_000)).then(
      (answer) => Buffer.from(answer.body).toString(),
      (error: TransportError) => error.code,
    );
    // A later piece may come when the response has been passed on: then it is known to be doubtful soon after.
    if (body === 'surplus') await vi.waitFor(() => expect(isDoubtful(second)).toBe(true), 20_000);
    else expect(body).toBe('SURPLUS_RESPONSE');
    for (let round = 3; round < 6; round += 1) expect(await ask()).toBe(`answer ${round}`);
    expect(sockets.size).toBe(4);
  },
);

test.each([
  ['is closed after it', (socket: Socket, answer: string) => void socket.end(answer)],
  [
    'is reset after it',
    (socket: Socket, answer: string) =>
      socket.write(answer, () => setTimeout(() => socket.resetAndDestroy(), 5)),
  ],
  [
    'may be kept for no time',
    (socket: Socket, answer: string) =>
      void socket.write(answer.replace('\r\n', '\r\nKeep-Alive: timeout=1\r\n')),
  ],
])('a response whose connection %s is no doubtful one', async (_, speak) => {
  let requests = 0;
  server = await listenTcp((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      const body = `answer ${requests}`;
      const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      if (requests % 2 === 1) socket.write(answer);
      else speak(socket, answer);
    });
  });
  const pool = connect({ concurrency: 1 });
  for (let round = 1; round < 9; round += 1) {
    const request = { ...requestTo(server.endpoint) };
    const { body } = await pool.exchange(request, AbortSignal.timeout(5_000));
    expect([Buffer.from(body).toString(), isDoubtful(request)]).toEqual([`answer ${round}`, false]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('once a response came that nobody asked for, every request has a connection of its own', async () => {
  const one = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const ports = new Set<number | undefined>();
  let requests = 0;
  server = await listenTcp((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      ports.add(socket.remotePort);
      socket.write(one(`answer ${requests}`));
      if (requests === 1) setTimeout(() => socket.write(one('surplus')), 10);
    });
  });
  const pool = connect({ concurrency: 1 });
  const ask = async (): Promise<string> => {
    const { endpoint } = server as Loopback;
    const { body } = await pool.exchange(requestTo(endpoint), AbortSignal.timeout(5_000));
    return Buffer.from(body).toString();
  };
  const answers = [await ask()];
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  for (let round = 0; round < 3; round += 1) answers.push(await ask());
  expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4']);
  expect(ports.size).toBe(4);
});
