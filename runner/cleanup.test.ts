import { describe, expect, it } from 'vitest';
import type { CheckContext } from '../suites/check.ts';
import { TransportError } from '../targets/target.ts';
import type { RunEvent } from './events.ts';
import { body, difference, fakeClient, fakeOptions, finishedOf, refusal, runAll } from './testing/fakes.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const failuresOf = (events: readonly RunEvent[]): readonly RunEvent[] =>
  events.filter(({ type }) => type === 'cleanup-failed');

describe('cleanup', () => {
  it.each<[string, (ctx: CheckContext) => Promise<void> | void]>([
    ['passes', () => {}],
    ['fails', (ctx) => ctx.must(difference())],
    ['breaks', () => Promise.reject(new Error('broken'))],
    ['runs out of time', () => pause(200)],
  ])('runs last registered first after a check that %s', async (_, end) => {
    const order: string[] = [];
    const check = body(
      async (ctx) => {
        ctx.cleanup('first', async () => void order.push('first'));
        ctx.cleanup('second', async () => void order.push('second'));
        await end(ctx);
      },
      { budgetMs: 20 },
    );
    const events = await runAll(fakeOptions({ check }));
    expect(order).toEqual(['second', 'first']);
    expect(failuresOf(events)).toEqual([]);
  });

  it('goes on after an action that fails, and tells of it', async () => {
    const order: string[] = [];
    const check = body((ctx) => {
      ctx.cleanup('first', async () => void order.push('first'));
      ctx.cleanup('second', () => Promise.reject(new Error('refused')));
    });
    const events = await runAll(fakeOptions({ check }));
    expect(order).toEqual(['first']);
    expect(failuresOf(events)).toEqual([
      { type: 'cleanup-failed', requirement: 'check', what: 'second', reason: 'refused' },
    ]);
    expect(finishedOf(events).get('check')?.verdict).toBe('pass');
  });

  it('gives up an action that never ends', async () => {
    const check = body((ctx) => ctx.cleanup('stuck', () => new Promise(() => {})), { budgetMs: 20 });
    const [failure] = failuresOf(await runAll(fakeOptions({ check })));
    expect(failure).toMatchObject({ what: 'stuck', reason: 'not done within 20 ms' });
  });

  it('can call the target after the time limit of its check', async () => {
    const client = fakeClient();
    const check = body(
      async (ctx) => {
        ctx.cleanup('key pair', async (undo) => {
          await undo.call({ operation: 'delete', parameters: { name: 'left' } });
        });
        await pause(300);
      },
      { budgetMs: 20 },
    );
    const events = await runAll(fakeOptions({ check }, { clients: [client] }));
    expect(failuresOf(events)).toEqual([]);
    const deletes = client.calls.filter(({ operation }) => operation === 'delete');
    expect(deletes.at(-1)?.parameters).toEqual({ name: 'left' });
  });

  it('fails when the target does not take its calls', async () => {
    const client = fakeClient((call) =>
      call.parameters.name === 'left' ? Promise.reject(new Error('connection reset')) : undefined,
    );
    const check = body((ctx) =>
      ctx.cleanup('key pair', async (undo) => {
        await undo.call({ operation: 'delete', parameters: { name: 'left' } });
      }),
    );
    const events = await runAll(fakeOptions({ check }, { clients: [client] }));
    expect(failuresOf(events)).toMatchObject([
      { what: 'key pair', reason: 'the client failed: connection reset' },
    ]);
  });

  it('is tried again when the target is too busy', async () => {
    let asked = 0;
    const client = fakeClient((call) =>
      call.parameters.name === 'left' && ++asked === 1 ? refusal(call, 503, 'Unavailable') : undefined,
    );
    const check = body((ctx) =>
      ctx.cleanup('key pair', async (undo) => {
        await undo.call({ operation: 'delete', parameters: { name: 'left' } });
      }),
    );
    const events = await runAll(fakeOptions({ check }, { clients: [client] }));
    expect(failuresOf(events)).toEqual([]);
    expect(asked).toBe(2);
  });

  it('is tried again, and only the call that failed, when the connection is reset', async () => {
    const asked: string[] = [];
    const client = fakeClient(({ operation, parameters: { name = '' } }) => {
      if (operation !== 'delete') return undefined;
      if (name === 'first' || name === 'second') asked.push(name);
      if (name === 'second' && asked.length === 2) throw new TransportError('reset', 'headers', 'ECONNRESET');
      return undefined;
    });
    const check = body((ctx) =>
      ctx.cleanup('two key pairs', async (undo) => {
        for (const name of ['first', 'second'])
          await undo.call({ operation: 'delete', parameters: { name } });
      }),
    );
    const events = await runAll(fakeOptions({ check }, { clients: [client] }));
    expect(failuresOf(events)).toEqual([]);
    expect(asked).toEqual(['first', 'second', 'second']);
  });

  it('is kept out of the exchanges of its check', async () => {
    const check = body((ctx) =>
      ctx.cleanup('key pair', async (undo) => {
        await undo.call({ operation: 'delete', parameters: { name: 'left' } });
      }),
    );
    const events = await runAll(fakeOptions({ check }));
    expect(finishedOf(events).get('check')?.exchanges).toEqual([]);
  });

  it('that a check registers after it was given up runs at the end of the run', async () => {
    let removed = false;
    const slow = body(
      async (ctx) => {
        await pause(200);
        ctx.cleanup('late', async () => {
          removed = true;
        });
      },
      { budgetMs: 20 },
    );
    const other = body(() => pause(400));
    await runAll(fakeOptions({ slow, other }));
    expect(removed).toBe(true);
  });
});

describe('a shared thing', () => {
  const sharing = (made: string[], removed: string[]) =>
    body(async (ctx) => {
      const thing = await ctx.shared(
        'region',
        async () => {
          made.push(ctx.requirement.id);
          return 'thing';
        },
        async (it) => void removed.push(it),
      );
      ctx.remark(thing);
    });

  it('is made once and removed after the last check', async () => {
    const made: string[] = [];
    const removed: string[] = [];
    const check = sharing(made, removed);
    const last = body((ctx) => ctx.remark(`removed ${removed.length}`), { exclusive: true });
    const finished = finishedOf(await runAll(fakeOptions({ a: check, b: check, last })));
    expect(made).toEqual(['a']);
    expect(removed).toEqual(['thing']);
    expect(finished.get('b')?.remarks).toEqual(['thing']);
    expect(finished.get('last')?.remarks).toEqual(['removed 0']);
  });

  it('that could not be made fails everyone who asks, and is not removed', async () => {
    const removed: unknown[] = [];
    const check = body(async (ctx) => {
      const make = async (): Promise<string> => {
        ctx.must(difference());
        return 'thing';
      };
      await ctx.shared('region', make, async (it) => void removed.push(it));
    });
    const finished = finishedOf(await runAll(fakeOptions({ a: check, b: check })));
    expect([...finished.values()].map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
    expect(removed).toEqual([]);
  });

  it('that cannot be removed is told of', async () => {
    const check = body(async (ctx) => {
      await ctx.shared(
        'region',
        async () => 1,
        () => Promise.reject(new Error('no')),
      );
    });
    const events = await runAll(fakeOptions({ check }));
    expect(failuresOf(events)).toMatchObject([{ requirement: 'check', what: 'region', reason: 'no' }]);
  });
});
