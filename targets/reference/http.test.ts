import { Agent } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startReference } from '../ec2/reference/server.ts';
import { ask, claim, only, refusalOf, send } from '../ec2/reference/testing/ask.ts';
import type { ReferenceServer } from './http.ts';

let server: ReferenceServer;
beforeAll(async () => {
  server = await startReference({ limits: { bodyBytes: 2_000, requestMs: 300 } });
});
afterAll(() => server.close());

describe('the HTTP server', () => {
  test('listens on loopback and tells its address', () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  });

  test('keeps a connection through refusals of every kind', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers = [
      await ask(server, { Action: 'DescribeKeyPairs', 'KeyName.1': 'none' }, { agent }),
      await ask(server, { Action: 'No' }, { agent }),
      await ask(server, { Action: 'DescribeKeyPairs' }, { agent, method: 'PUT' }),
      await ask(server, { Action: 'DescribeKeyPairs', DryRun: 'true' }, { agent }),
      await ask(server, { Action: 'DescribeKeyPairs', Long: 'x'.repeat(3_000) }, { agent }),
      await ask(server, { Action: 'DescribeKeyPairs' }, { agent }),
    ];
    agent.destroy();
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 405, 412, 413, 200]);
    expect(new Set(answers.map((answer) => answer.localPort)).size).toBe(1);
  });

  test('takes a body up to its limit and refuses a longer one', async () => {
    const fill = (length: number): string => {
      const start = 'Action=DescribeKeyPairs&Version=2016-11-15&KeyName.1=';
      return start + 'x'.repeat(length - start.length);
    };
    const headers = { authorization: claim() };
    const within = await send(server, '/', fill(2_000), { method: 'POST', headers });
    expect(only(within, 'Code')).toBe('InvalidKeyPair.NotFound');
    const beyond = await send(server, '/', fill(2_001), { method: 'POST', headers });
    expect(refusalOf(beyond)).toBe('413 RequestEntityTooLarge: The request body is too large.');
  });

  test('gives up on a request that does not arrive in time', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
      });
      socket.on('data', (data) => {
        received += data.toString();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('survives clients that leave in the middle', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    expect((await ask(server, { Action: 'DescribeKeyPairs' })).status).toBe(200);
  });

  test('ends idle connections at once when it closes, and may be closed twice', async () => {
    const own = await startReference();
    const agent = new Agent({ keepAlive: true });
    await ask(own, { Action: 'DescribeKeyPairs' }, { agent });
    const before = performance.now();
    await own.close();
    await own.close();
    expect(performance.now() - before).toBeLessThan(1_000);
    const fresh = new Agent();
    await expect(ask(own, { Action: 'DescribeKeyPairs' }, { agent: fresh })).rejects.toThrow('ECONNREFUSED');
  });

  test('says so when its port is taken', async () => {
    await expect(startReference({ port: server.port })).rejects.toThrow('EADDRINUSE');
  });
});
