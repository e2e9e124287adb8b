import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type KeyPairCall,
  type KeyPairClient,
  type Outcome,
  TransportError,
  UnsupportedByClient,
} from '../target.ts';
import { testTarget } from '../testing/target.ts';
import { createExecutableClient, type ExecutableAdapter } from './executable.ts';

const PROGRAM = fileURLToPath(new URL('./testing/misbehaving.mjs', import.meta.url));
const CALL: KeyPairCall = { operation: 'import', region: 'here', parameters: { name: 'a', material: 'ssh' } };

let client: KeyPairClient | undefined;
afterEach(async () => {
  await client?.close();
  client = undefined;
});

function open(fault: string, rest: Partial<ExecutableAdapter> = {}, requestMs = 5_000): KeyPairClient {
  const timeouts = { connectMs: 1_000, requestMs, checkMs: 10_000 };
  const command = [process.execPath, PROGRAM, fault];
  client = createExecutableClient(
    { kind: 'adapter', label: 'odd', command, ...rest },
    testTarget({ timeouts, maxBodyBytes: 100_000 }),
  );
  return client;
}

function ask(fault: string, call: KeyPairCall = CALL): Promise<Outcome> {
  return open(fault).call(call, { signal: new AbortController().signal });
}

async function failure(asking: Promise<unknown>): Promise<unknown> {
  return asking.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('an adapter that is a program', () => {
  it('answers a call, also with its line in pieces and with a carriage return', async () => {
    expect(await ask('none')).toMatchObject({
      kind: 'accepted',
      status: 200,
      requestId: 'r-9',
      keyPairs: [{ name: 'a' }],
      exchange: {
        client: 'adapter',
        request: {
          url: 'adapter:odd/import',
          body: '{"region":"here","parameters":{"name":"a","material":"c3No"}}',
        },
      },
    });
  });

  it('says no with its code, message, status and request id', async () => {
    expect(await ask('refuses')).toMatchObject({
      kind: 'refused',
      code: 'No.Such',
      message: 'it is not',
      status: 404,
      requestId: 'r-1',
    });
  });

  it('says that it could not read an answer', async () => {
    expect(await ask('unreadable')).toMatchObject({ kind: 'unreadable', status: 500, reason: 'it is HTML' });
  });

  it.each([
    ['unsupported', 'no import here'],
    ['unavailable', 'it needs a thing that is not here'],
    ['only-describe', 'the adapter odd has no import'],
  ])('makes a call unsupported: %s', async (fault, message) => {
    const error = await failure(ask(fault));
    expect(error).toBeInstanceOf(UnsupportedByClient);
    expect(error).toHaveProperty('message', message);
  });

  it('cannot alter the wire, and prints nothing', async () => {
    for (const extra of [{ wire: {} }, { query: 'x' }])
      expect(await failure(ask('none', { ...CALL, ...extra }))).toBeInstanceOf(UnsupportedByClient);
  });

  it.each([
    ['unreachable', 'connect', 'GONE', 'nobody there'],
    ['exits-at-once', 'connect', 'ADAPTER_ENDED', 'ended with exit code 7: no licence for this machine'],
    ['exits', 'connect', 'ADAPTER_ENDED', 'ended with exit code 3: out of memory'],
    [
      'garbage',
      'body',
      'ADAPTER_PROTOCOL',
      'wrote a line that is not JSON: "Starting up... \\u001b[31mdone"',
    ],
    ['wrong-shape', 'body', 'ADAPTER_PROTOCOL', "must have required property 'message'"],
    ['unknown-key', 'body', 'ADAPTER_PROTOCOL', "must NOT have additional properties 'keypairs'"],
    ['unasked', 'body', 'ADAPTER_PROTOCOL', 'wrote a response to 41, which was not asked'],
    ['other-version', 'body', 'ADAPTER_PROTOCOL', '/protocol must be equal to constant'],
    ['endless-line', 'body', 'ADAPTER_PROTOCOL', 'wrote a line of more than 400000 bytes'],
  ])('gives no answer, and why is told: %s', async (fault, phase, code, message) => {
    const error = await failure(ask(fault));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ phase, code, message: expect.stringContaining(message) });
  });

  it('stays broken after a line that is no message, without waiting for anything', async () => {
    const opened = open('garbage');
    const { signal } = new AbortController();
    await failure(opened.call(CALL, { signal }));
    const from = performance.now();
    expect(await failure(opened.call(CALL, { signal }))).toMatchObject({ code: 'ADAPTER_PROTOCOL' });
    expect(performance.now() - from).toBeLessThan(100);
  });

  it('is given its time for a hello', async () => {
    const opened = open('no-hello', { helloMs: 200 });
    expect(await failure(opened.call(CALL, { signal: new AbortController().signal }))).toMatchObject({
      code: 'ADAPTER_TIMEOUT',
      message: 'the adapter odd said no hello within 200 ms',
    });
  });

  it('counts as hung after three calls without an answer, and is asked no more', async () => {
    const opened = open('hangs', {}, 150);
    const { signal } = new AbortController();
    const codes: unknown[] = [];
    for (let call = 0; call < 5; call += 1) {
      codes.push(((await failure(opened.call(CALL, { signal }))) as TransportError).code);
    }
    expect(codes).toEqual([
      'ADAPTER_TIMEOUT',
      'ADAPTER_TIMEOUT',
      'ADAPTER_TIMEOUT',
      'ADAPTER_HUNG',
      'ADAPTER_HUNG',
    ]);
  });

  it('may answer too late, and the next answer is not mixed up with it', async () => {
    const opened = open('late', {}, 500);
    const { signal } = new AbortController();
    expect(await failure(opened.call(CALL, { signal }))).toMatchObject({ code: 'ADAPTER_TIMEOUT' });
    const again = await failure(opened.call({ ...CALL, parameters: { name: 'b' } }, { signal }));
    expect(again).toMatchObject({ code: 'ADAPTER_TIMEOUT' });
  });

  it('is left at once when the caller gives up', async () => {
    const opened = open('hangs');
    const error = await failure(opened.call(CALL, { signal: AbortSignal.timeout(300) }));
    expect(error).toMatchObject({ code: 'ABORTED' });
  });

  it('is stopped also when it does not take its leave', async () => {
    const opened = open('stays');
    await opened.call(CALL, { signal: new AbortController().signal });
    await opened.close();
    expect(await failure(opened.call(CALL, { signal: new AbortController().signal }))).toMatchObject({
      code: 'ADAPTER_ENDED',
    });
  }, 10_000);

  it('that cannot be started leaves the target unreachable, or its checks unsupported where it is optional', async () => {
    const { signal } = new AbortController();
    const command = ['/nowhere/to/be/found'];
    expect(await failure(open('', { command }).call(CALL, { signal }))).toMatchObject({
      phase: 'connect',
      code: 'ADAPTER_NOT_STARTED',
    });
    expect(await failure(open('', { command, optional: true }).call(CALL, { signal }))).toBeInstanceOf(
      UnsupportedByClient,
    );
  });
});
