import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { startCommand } from './command.ts';

const SERVER = `
  const { createServer } = require('node:http');
  createServer((_, response) => response.end(process.env.GREETING)).listen(Number(process.argv[1]), '127.0.0.1');
`;

async function isUp(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    (response) => response.ok,
    () => false,
  );
}

describe('a command target', () => {
  it('is started on a free port, answers, and is stopped', async () => {
    const started = await startCommand({
      command: [process.execPath, '-e', SERVER, '{port}'],
      env: { GREETING: 'port {port}' },
    });
    const text = await (await fetch(started.endpoint)).text();
    expect(text).toBe(`port ${new URL(started.endpoint).port}`);
    await started.close();
    expect(await isUp(started.endpoint)).toBe(false);
  });

  it('is stopped with the children of a shell line', async () => {
    const line = `"${process.execPath}" -e "${SERVER.replaceAll('\n', ' ')}" {port} & wait`;
    const started = await startCommand({ command: line });
    expect(await isUp(started.endpoint)).toBe(true);
    await started.close();
    expect(await isUp(started.endpoint)).toBe(false);
  });

  it.each([
    [['kpc-no-such-program'], /^command: the program ended before it was ready: .*ENOENT/],
    [
      [process.execPath, '-e', 'console.error("bad flag"); process.exit(3)'],
      /before it was ready: bad flag$/,
    ],
  ])('tells in one line why %j did not start', async (command, message) => {
    await expect(startCommand({ command })).rejects.toThrow(message);
  });

  it('gives up on a program that never listens, and stops it', async () => {
    const command = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    await expect(startCommand({ command, readyMs: 300 })).rejects.toThrow(/no response at .* within 300 ms/);
  });
});
