import { describe, expect, it } from 'vitest';
import { type CheckContext, Inconclusive, NotSelected, Unsupported } from '../suites/check.ts';
import { type KeyPairCall, TransportError, UnsupportedByClient } from '../targets/target.ts';
import {
  body,
  difference,
  exchangeOf,
  fakeClient,
  fakeOptions,
  fakeTarget,
  finishedOf,
  refusal,
  runAll,
  runOne,
} from './testing/fakes.ts';
import type { Verdict } from './verdict.ts';

const describeAll = { operation: 'describe', parameters: {} } as const;
const ask = async (ctx: CheckContext): Promise<void> => void (await ctx.call(describeAll));
const throwing = (error: unknown) => (): never => {
  throw error;
};

/** A client that answers the calls of checks, not of the probe, as told. */
const answering = (
  answer: (call: KeyPairCall) => ReturnType<typeof refusal>,
): ReturnType<typeof fakeClient> =>
  fakeClient((call) => (call.operation === 'describe' ? answer(call) : undefined));

/** A client whose describe ends with its signal only, as a transport failure. */
const breakingOff = fakeClient((call, signal) =>
  call.operation === 'describe'
    ? new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new TransportError('broken off', 'body', 'ABORTED')));
      })
    : undefined,
);

describe('the verdict of a check', () => {
  it.each<[string, unknown, Verdict, string]>([
    ['Unsupported', new Unsupported('no tags'), 'unsupported', 'no tags'],
    ['UnsupportedByClient', new UnsupportedByClient('no wire'), 'unsupported', 'no wire'],
    ['Inconclusive', new Inconclusive('busy'), 'inconclusive', 'busy'],
    ['NotSelected', new NotSelected('only probed'), 'skipped', 'only probed'],
    [
      'TransportError',
      new TransportError('reset by peer', 'headers', 'ECONNRESET'),
      'inconclusive',
      'no response (headers, ECONNRESET): reset by peer',
    ],
    ['any other error', new TypeError('x is undefined'), 'defect', 'the check crashed: x is undefined'],
    ['a thrown text', 'oops', 'defect', 'the check crashed: oops'],
  ])('of a body that throws %s', async (_, error, verdict, reason) => {
    expect(await runOne(throwing(error))).toMatchObject({ verdict, reason, findings: [] });
  });

  it('of a broken body comes with the stack', async () => {
    const { defect } = await runOne(throwing(new TypeError('x is undefined')));
    expect(defect).toContain('execute.test.ts');
  });

  it.each<[number, string, Verdict]>([
    [501, 'Whatever', 'unsupported'],
    [400, 'NotImplemented', 'unsupported'],
    [400, 'Operation.Not_Implemented', 'unsupported'],
    [400, 'UnknownOperationException', 'unsupported'],
    [429, 'Whatever', 'inconclusive'],
    [503, 'Unavailable', 'inconclusive'],
    [400, 'TooFast', 'inconclusive'],
    [500, 'InternalError', 'pass'],
    [400, 'InvalidParameterValue', 'pass'],
  ])('after HTTP %i with the code %s is %s when the body asks no more', async (status, code, verdict) => {
    const client = answering((call) => refusal(call, status, code));
    expect((await runOne(ask, { clients: [client] })).verdict).toBe(verdict);
  });

  it('after a refusal as an unknown operation is what the body says when it asked for one', async () => {
    const client = answering((call) => refusal(call, 400, 'UnknownOperationException'));
    const altered = async (ctx: CheckContext): Promise<void> =>
      void (await ctx.call({ ...describeAll, wire: { replace: { Action: 'Other' } } }));
    expect((await runOne(altered, { clients: [client] })).verdict).toBe('pass');
  });

  it.each<[number, Verdict]>([
    [501, 'unsupported'],
    [503, 'inconclusive'],
    [500, 'pass'],
  ])('after an unreadable answer with HTTP %i is %s', async (status, verdict) => {
    const client = fakeClient((call) =>
      call.operation === 'describe'
        ? { kind: 'unreadable', status, reason: 'no XML', exchange: exchangeOf(call, status) }
        : undefined,
    );
    expect((await runOne(ask, { clients: [client] })).verdict).toBe(verdict);
  });

  it('is the one of the call without an answer, although the body swallowed it and went on', async () => {
    const client = answering((call) => refusal(call, 503, 'Unavailable'));
    const event = await runOne(
      async (ctx) => {
        await ask(ctx).catch(() => {});
        ctx.note(difference());
        ctx.must(difference());
      },
      { clients: [client] },
    );
    expect(event).toMatchObject({ verdict: 'inconclusive', findings: [] });
  });

  it('is the one of the call without an answer, although the body then ran out of time', async () => {
    const client = answering((call) => refusal(call, 501, 'Whatever'));
    const event = await runOne(
      async (ctx) => {
        await ask(ctx).catch(() => {});
        await new Promise(() => {});
      },
      { clients: [client] },
      { body: { budgetMs: 20 } },
    );
    expect(event.verdict).toBe('unsupported');
  });

  it('is not touched by a call that the body itself broke off', async () => {
    const event = await runOne(
      async (ctx) => {
        const own = new AbortController();
        const call = ctx.call(describeAll, { signal: own.signal });
        own.abort();
        await call.catch(() => {});
      },
      { clients: [breakingOff] },
    );
    expect(event.verdict).toBe('pass');
  });

  it('names the time limit, not the call that it broke off', async () => {
    const event = await runOne(ask, { clients: [breakingOff] }, { body: { budgetMs: 20 } });
    expect(event.reason).toBe('no verdict within 20 ms');
  });

  it('stays fail when a difference was seen before a call without an answer', async () => {
    const client = answering((call) => refusal(call, 503, 'Unavailable'));
    const event = await runOne(
      async (ctx) => {
        ctx.note(difference());
        await ask(ctx);
      },
      { clients: [client] },
    );
    expect(event).toMatchObject({ verdict: 'fail', findings: [{ code: 'wrong-name' }] });
  });

  it('is fail at the first difference of must, and after all of note', async () => {
    const must = await runOne((ctx) => {
      ctx.must(undefined);
      ctx.must(difference());
      ctx.must(difference('never reached'));
    });
    const note = await runOne((ctx) => {
      ctx.note(difference());
      ctx.note(undefined);
      ctx.note(difference('second'));
    });
    expect(must).toMatchObject({ verdict: 'fail', findings: [{ code: 'wrong-name' }] });
    expect(note.verdict).toBe('fail');
    expect(note.findings.map(({ observed }) => observed)).toEqual(['"b"', '"second"']);
  });

  it('is inconclusive after the time limit of the target or of the body', async () => {
    const forever = (ctx: CheckContext): Promise<void> =>
      new Promise((_, reject) => {
        ctx.signal.addEventListener('abort', () => reject(ctx.signal.reason));
      });
    const target = fakeTarget({ timeouts: { connectMs: 1, requestMs: 1, checkMs: 20 } });
    expect(await runOne(forever, { target })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no verdict within 20 ms',
    });
    const own = await runOne(forever, {}, { body: { budgetMs: 15 } });
    expect(own.reason).toBe('no verdict within 15 ms');
  });

  it('is inconclusive after the time limit although the body ignores it, and its late calls are refused', async () => {
    const client = fakeClient();
    const deaf = {
      ...client,
      call: (call: KeyPairCall) => client.call(call, { signal: new AbortController().signal }),
    };
    let late: unknown;
    let over: () => void = () => {};
    const lateCall = new Promise<void>((resolve) => {
      over = resolve;
    });
    const event = await runOne(
      async (ctx) => {
        await new Promise((resolve) => setTimeout(resolve, 250));
        await ask(ctx).catch((error: unknown) => {
          late = error;
        });
        over();
      },
      { clients: [deaf] },
      { body: { budgetMs: 20 } },
    );
    expect(event).toMatchObject({ verdict: 'inconclusive', reason: 'no verdict within 20 ms' });
    await lateCall;
    expect(late).toBeInstanceOf(Error);
    // The runner looks before and after the checks.
    expect(client.calls.filter(({ operation }) => operation === 'describe')).toHaveLength(2);
  });
});

describe('what a check leaves in the log', () => {
  it('is its exchanges, numbered from 1, each with its role, and the deciding one', async () => {
    const event = await runOne(async (ctx) => {
      await ctx.setup(describeAll);
      await ctx.control(describeAll);
      const { exchange } = await ctx.call(describeAll);
      await ask(ctx);
      ctx.must(difference('b', exchange));
    });
    expect(event.exchanges.map(({ id, role }) => [id, role])).toEqual([
      [1, 'setup'],
      [2, 'control'],
      [3, 'statement'],
      [4, 'statement'],
    ]);
    expect(event.findings[0]?.exchanges).toEqual([3]);
  });

  it('holds a bulk exchange only when a finding names it', async () => {
    const event = await runOne(async (ctx) => {
      const first = await ctx.call(describeAll, { bulk: true });
      await ctx.call(describeAll, { bulk: true });
      await ask(ctx);
      ctx.must(difference('b', first.exchange));
    });
    expect(event.exchanges.map(({ id }) => id)).toEqual([1, 2]);
    expect(event.findings[0]?.exchanges).toEqual([1]);
  });

  it('has no secrets in it', async () => {
    const target = fakeTarget({ credentials: { accessKeyId: 'id', secretAccessKey: 'TOPSECRETVALUE' } });
    const event = await runOne(
      async (ctx) => {
        await ctx.call({ operation: 'describe', parameters: { name: 'TOPSECRETVALUE' } });
        ctx.remark('TOPSECRETVALUE');
        ctx.note({ ...difference('got TOPSECRETVALUE'), hints: ['TOPSECRETVALUE'] });
      },
      { target },
    );
    expect(event.verdict).toBe('fail');
    expect(JSON.stringify(event)).not.toContain('TOPSECRETVALUE');
  });

  it('is a defect when it cannot be written, and the run goes on', async () => {
    const reproduce = (): never => {
      throw new Error('no command for this');
    };
    const a = body(async (ctx) => {
      await ask(ctx);
      ctx.must(difference());
    });
    const events = await runAll(fakeOptions({ a, b: body() }, { reproduce }));
    expect(finishedOf(events).get('a')).toMatchObject({ verdict: 'defect', findings: [] });
    expect(finishedOf(events).get('b')).toMatchObject({ verdict: 'pass' });
  });
});
