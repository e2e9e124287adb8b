import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { TransportError } from '../targets/target.ts';
import { run } from './run.ts';
import { runOptions } from './run-options.ts';
import { fakeClient, fakeTarget } from './testing/fakes.ts';

const contract = await readContract('aws-ec2');

/** Takes every request and gives no answer until it is told to stop. */
function silentClient(): ReturnType<typeof fakeClient> {
  const client = fakeClient();
  return {
    ...client,
    call: (_call, { signal }) =>
      new Promise((_resolve, reject) => {
        const stop = (): void =>
          reject(new TransportError('the exchange was cancelled', 'headers', 'ABORTED'));
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      }),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a target that takes connections and gives no answer', () => {
  it.each([1_000, 5_000, 30_000, 120_000])('is given up near the limit of %i ms', async (connectMs) => {
    const started = Date.now();
    const target = fakeTarget({ timeouts: { connectMs, requestMs: 15_000, checkMs: 60_000 } });
    const options = runOptions({
      contract,
      target,
      clients: [silentClient()],
      select: { only: ['client.describe.alike'] },
    });
    let end: unknown;
    const reading = (async () => {
      for await (const event of run(options)) if (event.type === 'run-finished') end = event.unreachable;
    })();
    while (end === undefined) await vi.advanceTimersToNextTimerAsync();
    await reading;
    expect(end).toMatch(new RegExp(`within ${connectMs} ms; give it longer with --connect-timeout$`));
    const tookMs = Date.now() - started;
    expect(tookMs).toBeGreaterThanOrEqual(connectMs);
    expect(tookMs).toBeLessThan(connectMs * 2 + 2_000);
    expect(tookMs).toBeLessThan(connectMs + 15_000);
  });
});
