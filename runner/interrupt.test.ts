import { describe, expect, it } from 'vitest';
import { run } from './run.ts';
import { body, fakeClient, fakeOptions, fakeTarget, finishedOf, runAll } from './testing/fakes.ts';

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

describe('an interrupt', () => {
  it('ends running checks, runs their cleanup, skips the rest and ends the log', async () => {
    const stop = new AbortController();
    const cleaned: string[] = [];
    const running = body(async (ctx) => {
      ctx.cleanup(async (undo) => {
        if (!undo.signal.aborted) cleaned.push(ctx.requirement.id);
      });
      if (ctx.requirement.id === 'b') stop.abort();
      else await untilAborted(ctx.signal);
    });
    const target = fakeTarget({ concurrency: 2 });
    const checks = { a: running, b: running, c: running, d: body() };
    const events = await runAll(fakeOptions(checks, { target, signal: stop.signal }));
    const finished = finishedOf(events);
    expect(finished.get('a')).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted' });
    expect(finished.get('c')).toMatchObject({ verdict: 'skipped', reason: 'interrupted' });
    expect(finished.get('d')).toMatchObject({ verdict: 'skipped', reason: 'interrupted' });
    expect(cleaned.toSorted()).toEqual(['a', 'b']);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', interrupted: true });
  });

  it('does not wait for a body that ignores it', async () => {
    const stop = new AbortController();
    const stubborn = body(() => {
      stop.abort();
      return new Promise<void>(() => {});
    });
    const events = await runAll(fakeOptions({ stubborn }, { signal: stop.signal }));
    expect(finishedOf(events).get('stubborn')).toMatchObject({
      verdict: 'inconclusive',
      reason: 'interrupted',
    });
  });

  it('before the first check starts none, but reports them all', async () => {
    const events = await runAll(fakeOptions({ a: body(), b: body() }, { signal: AbortSignal.abort() }));
    expect([...finishedOf(events).values()].map(({ verdict }) => verdict)).toEqual(['skipped', 'skipped']);
    expect(events.some(({ type }) => type === 'check-started')).toBe(false);
    expect(events.at(-1)).toMatchObject({ interrupted: true });
  });

  it('is what leaving the loop means: the cleanup has run when the loop is over', async () => {
    const client = fakeClient();
    let cleaned = false;
    const check = body(async (ctx) => {
      ctx.cleanup(async (undo) => {
        await undo.call({ operation: 'delete', parameters: { name: 'left' } });
        cleaned = true;
      });
      await untilAborted(ctx.signal);
    });
    const target = fakeTarget({ timeouts: { connectMs: 1, requestMs: 1, checkMs: 60_000 } });
    for await (const event of run(fakeOptions({ check }, { clients: [client], target }))) {
      if (event.type === 'check-started') break;
    }
    expect(cleaned).toBe(true);
  });
});
