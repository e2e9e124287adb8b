import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type KeyPairCall, UnsupportedByClient } from '../target.ts';
import { testTarget } from '../testing/target.ts';
import { UsageError } from '../usage-error.ts';
import type { Adapter, ModuleClient } from './define-adapter.ts';
import { createModuleClient, startModule } from './module.ts';
import { openAdapter } from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adapter-module-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CALL: KeyPairCall = { operation: 'describe', region: 'here', parameters: {} };
const OPTIONS = { signal: new AbortController().signal };

async function usageErrorOf(content: string | undefined, file = 'target.mjs'): Promise<string> {
  if (content !== undefined) writeFileSync(join(folder, file), content);
  const error: unknown = await openAdapter({ adapter: file, folder }, undefined).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

describe('an adapter that is a module', () => {
  it('is loaded, started, waited for and emptied in this order, and stopped by its own part', async () => {
    const file = `
      const log = [];
      let asked = 0;
      export default {
        name: 'in process',
        async start() { log.push('start'); },
        async ready() { asked += 1; log.push('ready'); return asked > 2; },
        async reset() { log.push('reset'); },
        async stop() { log.push('stop'); },
        client: { async call() { return { type: 'result', keyPairs: [{ name: log.join(' ') }] }; } },
      };`;
    writeFileSync(join(folder, 'target.mjs'), file);
    const opened = await openAdapter({ adapter: './target.mjs', folder }, undefined);
    expect(opened).toMatchObject({ name: 'in process', endpoint: 'adapter:in%20process' });
    const client = opened.client?.(testTarget());
    const ask = async (): Promise<unknown> => client?.call(CALL, OPTIONS);
    expect(await ask()).toMatchObject({
      kind: 'accepted',
      status: 200,
      keyPairs: [{ name: 'start ready ready ready reset' }],
      exchange: { id: 1, request: { url: 'adapter:in%20process/describe' } },
    });
    await opened.close();
    expect(await ask()).toMatchObject({
      keyPairs: [{ name: expect.stringMatching(/ stop$/) }],
      exchange: { id: 2 },
    });
  });

  it('that starts a server is judged over the wire at the address that it returns', async () => {
    const content = `export default { async start() { return { endpoint: 'http://127.0.0.1:9/' }; } };`;
    writeFileSync(join(folder, 'target.mjs'), content);
    const opened = await openAdapter({ adapter: './target.mjs', folder }, undefined);
    expect(opened).toMatchObject({ name: 'target.mjs', endpoint: 'http://127.0.0.1:9/' });
    expect(opened.client).toBeUndefined();
  });

  it('refuses in the words of the protocol, and may answer with a whole outcome', async () => {
    const answers: ModuleClient = {
      call: (call) =>
        Promise.resolve(
          call.operation === 'delete'
            ? { type: 'error', code: 'X', message: 'no', status: 409 }
            : { type: 'unsupported', reason: 'not here' },
        ),
    };
    const client = createModuleClient('m', answers);
    expect(await client.call({ ...CALL, operation: 'delete' }, OPTIONS)).toMatchObject({
      kind: 'refused',
      code: 'X',
      status: 409,
    });
    await expect(client.call(CALL, OPTIONS)).rejects.toThrow(new UnsupportedByClient('not here'));
    await expect(client.call({ ...CALL, wire: {} }, OPTIONS)).rejects.toBeInstanceOf(UnsupportedByClient);
    const whole = createModuleClient('m', {
      call: (call) =>
        Promise.resolve({
          kind: 'unreadable',
          status: 500,
          reason: 'test',
          exchange: {
            id: 1,
            client: 'adapter',
            startedAt: 0,
            durationMs: 0,
            request: { method: 'X', url: 'adapter:m', headers: [], body: '' },
            response: { status: 500, headers: [], body: new Uint8Array() },
            call,
          },
        }),
    });
    expect(await whole.call(CALL, OPTIONS)).toMatchObject({ kind: 'unreadable', reason: 'test' });
  });

  it.each([
    [undefined, "adapter: there is no module 'target.mjs'"],
    ['export const x = 1;', "adapter: 'target.mjs' has no adapter as its default export"],
    ['export default { begin() {} };', "adapter: 'target.mjs' has an unknown part 'begin'"],
    ['export default { start: 5 };', "adapter: 'start' of 'target.mjs' is a number, not a function"],
    ['export default {};', "adapter: 'target.mjs' has no client, and its start returns no endpoint"],
    ['export default {', "adapter: 'target.mjs' cannot be loaded"],
    [
      'export default { async start() { throw new Error("port taken"); } };',
      "adapter: 'start' of 'target.mjs' failed: port taken",
    ],
  ])('that cannot be used is told in one line: %s', async (content, message) => {
    expect(await usageErrorOf(content)).toContain(message);
  });

  it.each<[unknown, RegExp]>([
    [undefined, /^the adapter m responded with undefined$/],
    [null, /^the adapter m responded with null$/],
    ['no', /^the adapter m responded with string$/],
    [{}, /^the adapter m responded with a line that is no message: /],
    [{ type: 'unavailable', reason: 'no licence' }, /^the adapter m responded with /],
    [{ type: 'unavailable' }, /^the adapter m responded with a line that is no message: /],
    [{ type: 'result', keyPairs: 5 }, /^the adapter m responded with a line that is no message: .*keyPairs/],
  ])('that responds with %j, which is no response, did not respond', async (answer, message) => {
    const own = { call: () => Promise.resolve(answer) } as unknown as ModuleClient;
    await expect(createModuleClient('m', own).call(CALL, OPTIONS)).rejects.toThrow(message);
  });

  it('is stopped when a later part fails', async () => {
    let stopped = 0;
    const failing: Adapter = {
      name: 'f',
      reset: () => Promise.reject(new Error('locked')),
      stop: () => {
        stopped += 1;
        return Promise.resolve();
      },
    };
    await expect(startModule(failing)).rejects.toThrow("adapter: 'reset' of 'f' failed: locked");
    expect(stopped).toBe(1);
  });

  it('is a program where its name is that of no module', async () => {
    const opened = await openAdapter({ adapter: 'python3 my/store.py', folder }, undefined);
    expect(opened).toMatchObject({ name: 'store.py', endpoint: 'adapter:store.py' });
    const forwarding = await openAdapter({ adapter: { command: ['a', 'b'] }, folder }, 'http://127.0.0.1:9/');
    expect(forwarding).toMatchObject({ name: 'b', endpoint: 'http://127.0.0.1:9/' });
  });
});
