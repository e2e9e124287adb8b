import { describe, expect, it } from 'vitest';
import { type CheckContext, Unsupported } from '../suites/check.ts';
import type { ClientKind } from '../targets/target.ts';
import type { RunEvent } from './events.ts';
import { body, difference, fakeClient, fakeOptions, fakeTarget, runAll } from './testing/fakes.ts';

const clients = [fakeClient(), fakeClient(undefined, 'sdk'), fakeClient(undefined, 'boto3')] as const;
const wrong = difference();

/** The events of one check that two clients judge, one after the other; `work` is told how often this client has asked. */
async function judged(work: (ctx: CheckContext, times: number) => void): Promise<readonly RunEvent[]> {
  const times = new Map<ClientKind, number>();
  const check = body(
    (ctx) => {
      const count = (times.get(ctx.client.kind) ?? 0) + 1;
      times.set(ctx.client.kind, count);
      work(ctx, count);
    },
    { second: true },
  );
  return runAll(fakeOptions({ check }, { clients, target: fakeTarget({ concurrency: 1 }) }));
}

const asked = (events: readonly RunEvent[]): readonly RunEvent[] =>
  events.filter(({ type }) => type === 'clients-asked-again');
const finishedFor = (events: readonly RunEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === 'check-finished' ? [`${event.client} ${event.verdict}`] : []));

describe('a check that one client passes and another fails', () => {
  it('is asked again through both, and what comes of it is told once, after all checks', async () => {
    const events = await judged((ctx) => {
      if (ctx.client.kind === 'boto3') ctx.must(wrong);
    });
    expect(asked(events)).toEqual([
      { type: 'clients-asked-again', requirement: 'check', again: { sdk: 'pass', boto3: 'fail' } },
    ]);
    expect(finishedFor(events).toSorted()).toEqual(['boto3 fail', 'sdk pass']);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['clients-asked-again', 'run-finished']);
  });

  it('keeps its verdicts when the second look comes out otherwise', async () => {
    const events = await judged((ctx, times) => {
      if (ctx.client.kind === 'boto3' && times === 1) ctx.must(wrong);
    });
    expect(asked(events)).toMatchObject([{ again: { sdk: 'pass', boto3: 'pass' } }]);
    expect(finishedFor(events)).toContain('boto3 fail');
  });

  it.each<[string, (ctx: CheckContext) => void]>([
    ['both pass', () => {}],
    ['both fail', (ctx) => ctx.must(wrong)],
    [
      'one cannot ask',
      (ctx) => {
        if (ctx.client.kind === 'boto3') throw new Unsupported('no');
      },
    ],
  ])('is not asked again where %s', async (_, work) => {
    expect(asked(await judged(work))).toEqual([]);
  });
});
