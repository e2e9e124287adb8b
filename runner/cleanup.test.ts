import { describe, expect, it } from 'vitest';
import type { CheckContext } from '../suites/check.ts';
import { TransportError } from '../targets/target.ts';
import type { RunEvent } from './events.ts';
import { type Deviation, rejection, type Service, startService } from './ownership/testing/service.ts';
import {
  body,
  difference,
  fakeClient,
  fakeOptions,
  fakeTarget,
  finishedOf,
  refusal,
  runAll,
} from './testing/fakes.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const failuresOf = (events: readonly RunEvent[]): readonly RunEvent[] =>
  events.filter(({ type }) => type === 'cleanup-failed');

/** A run whose check makes a key pair and has this clean-up. */
async function leaving(
  action: () => Promise<void>,
  deviate?: Deviation,
): Promise<{ readonly service: Service; readonly events: readonly RunEvent[] }> {
  const service = startService([], deviate);
  const check = body(
    async (ctx) => {
      await ctx.call({ operation: 'import', parameters: { name: ctx.name(), material: 'key' } });
      ctx.cleanup(action);
    },
    { budgetMs: 20 },
  );
  return { service, events: await runAll(fakeOptions({ check }, { clients: [service] })) };
}

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
        ctx.cleanup(async () => void order.push('first'));
        ctx.cleanup(async () => void order.push('second'));
        await end(ctx);
      },
      { budgetMs: 20 },
    );
    const events = await runAll(fakeOptions({ check }));
    expect(order).toEqual(['second', 'first']);
    expect(failuresOf(events)).toEqual([]);
  });

  it('goes on after an action that fails, which is no leftover by itself', async () => {
    const order: string[] = [];
    const check = body((ctx) => {
      ctx.cleanup(async () => void order.push('first'));
      ctx.cleanup(() => Promise.reject(new Error('rejected')));
    });
    const events = await runAll(fakeOptions({ check }));
    expect(order).toEqual(['first']);
    expect(failuresOf(events)).toEqual([]);
    expect(finishedOf(events).get('check')?.verdict).toBe('pass');
  });

  it.each<[string, () => Promise<void>]>([
    ['never ends', () => new Promise(() => {})],
    ['fails', () => Promise.reject(new Error('rejected'))],
  ])('that %s leaves what the end of the run removes, and tells of nothing', async (_, action) => {
    const { service, events } = await leaving(action);
    expect([service.kept, failuresOf(events)]).toEqual([[], []]);
    expect(service.sent('delete').length).toBeGreaterThan(0);
  });

  it.each<[string, () => Promise<void>]>([
    ['never ends', () => new Promise(() => {})],
    ['fails', () => Promise.reject(new Error('rejected'))],
  ])(
    'that %s, on a target that keeps the key pair, is told with what the list at the end shows',
    async (_, action) => {
      const { service, events } = await leaving(action, (call) =>
        call.operation === 'delete' ? rejection(call, 'No') : undefined,
      );
      const told = failuresOf(events);
      expect(told).toHaveLength(service.kept.length);
      expect(told.at(-1)).toMatchObject({
        requirement: 'check',
        what: expect.stringContaining(service.kept.at(-1)?.name ?? 'none'),
        reason: 'delete failed: No (HTTP 400)',
      });
    },
  );

  it('can call the target after the time limit of its check', async () => {
    const client = fakeClient();
    const check = body(
      async (ctx) => {
        ctx.cleanup(async (undo) => {
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

  it('is tried again when the target is too busy', async () => {
    let asked = 0;
    const client = fakeClient((call) =>
      call.parameters.name === 'left' && ++asked === 1 ? refusal(call, 503, 'Unavailable') : undefined,
    );
    const check = body((ctx) =>
      ctx.cleanup(async (undo) => {
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
      ctx.cleanup(async (undo) => {
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
      ctx.cleanup(async (undo) => {
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
        ctx.cleanup(async () => {
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

describe('on a second target', () => {
  const target = fakeTarget({ endpoint: 'http://second.example/' });
  const making = body(async (ctx) => {
    const call = { operation: 'import', region: ctx.region, parameters: { name: ctx.name() } } as const;
    await ctx.second?.call(call, { signal: ctx.signal });
    const other = { ...call, operation: 'delete', parameters: { name: 'others' } } as const;
    await ctx.second?.call(other, { signal: ctx.signal }).catch(() => undefined);
  });

  it('what the run made is removed at its end, and nothing else is', async () => {
    const second = startService(['others']);
    const events = await runAll(fakeOptions({ making }, { second: { target, client: second } }));
    expect([second.kept.map(({ name }) => name), failuresOf(events)]).toEqual([['others'], []]);
    expect(second.sent('import')).toHaveLength(1);
  });

  it('what cannot be removed is told with its address', async () => {
    const second = startService([], (call) =>
      call.operation === 'delete' ? rejection(call, 'No') : undefined,
    );
    const events = await runAll(fakeOptions({ making }, { second: { target, client: second } }));
    const { name } = second.kept[0] ?? {};
    expect(failuresOf(events)).toMatchObject([
      { requirement: 'making', what: expect.stringMatching(`${name} .* at http://second.example/$`) },
    ]);
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
});
