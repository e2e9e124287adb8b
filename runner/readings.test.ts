import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckContext, Judgement } from '../suites/check.ts';
import { judgeAnswer } from '../suites/judges/answer.ts';
import { forAll } from '../suites/property.ts';
import type { ReadingFollowed } from './events.ts';
import type { RunOptions } from './options.ts';
import { body, fakeClient, fakeOptions, refusal, runAll } from './testing/fakes.ts';

const REFUSALS = {
  old: { id: 'old', code: 'Old', status: 400, sources: [] },
  seen: { id: 'seen', code: 'Seen', status: 400, sources: [] },
  throttled: { id: 'throttled', code: 'TooFast', status: 400, sources: [] },
} as const;

/** The events of a run whose target answers `code` to the first import, and accepts everything else. */
async function followed(
  code: string | undefined,
  work: (ctx: CheckContext) => Promise<void>,
  rest: Partial<RunOptions> = {},
): Promise<{ readonly reading: ReadingFollowed | undefined; readonly calls: number }> {
  const client = fakeClient((call) =>
    code !== undefined && call.parameters.name?.startsWith('kpc-') && call.parameters.keyType === 'judged'
      ? refusal(call, 400, code)
      : undefined,
  );
  const parts = { expects: { refusal: 'seen' }, readings: { documented: { refusal: 'old' } } } as const;
  const options = fakeOptions({ check: [body(work), parts] }, { clients: [client], ...rest });
  const contract = { ...options.contract, refusals: REFUSALS };
  const events = await runAll({ ...options, contract });
  const reading = events.find((event) => event.type === 'reading-followed');
  return { reading, calls: client.calls.filter(({ parameters }) => parameters.keyType === 'judged').length };
}

async function judgeName(ctx: CheckContext, name: string): Promise<Judgement> {
  const outcome = await ctx.call({ operation: 'import', parameters: { name, keyType: 'judged' } });
  return judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, 'the call');
}

async function judged(ctx: CheckContext): Promise<void> {
  ctx.must(await judgeName(ctx, ctx.name()));
}

describe('the reading that a target follows', () => {
  it.each<[string | undefined, boolean, boolean]>([
    ['Seen', true, false],
    ['Old', false, true],
    ['Another', false, false],
    [undefined, false, false],
  ])('is told from the same answers: %s', async (code, observed, documented) => {
    for (const reading of ['observed', 'documented'] as const) {
      const result = await followed(code, judged, { reading });
      expect(result.reading).toMatchObject({ requirement: 'check', client: 'wire', observed, documented });
      expect(result.calls).toBe(1);
    }
  });

  it('is told where the check that failed would have gone on to ask more', async () => {
    const goesOn = async (ctx: CheckContext): Promise<void> => {
      await judged(ctx);
      await ctx.call({ operation: 'import', parameters: { name: 'more' } });
    };
    expect((await followed('Old', goesOn)).reading).toMatchObject({ observed: false, documented: true });
    expect((await followed('Seen', goesOn)).reading).toMatchObject({ observed: true, documented: false });
  });

  it('is told of generated cases', async () => {
    const property = async (ctx: CheckContext): Promise<void> => {
      const suffixes = fc.integer({ min: 0, max: 9 });
      ctx.must(await forAll(ctx, suffixes, [], (suffix) => judgeName(ctx, `${ctx.name()}${suffix}`)));
    };
    expect((await followed('Seen', property)).reading).toMatchObject({ observed: true, documented: false });
    expect((await followed('Old', property)).reading).toMatchObject({ observed: false, documented: true });
  });

  it('is not told of a requirement with one reading, nor without a verdict', async () => {
    const events = await runAll(fakeOptions({ check: body(judged) }));
    expect(events.some(({ type }) => type === 'reading-followed')).toBe(false);
    const silent = await followed('TooFast', judged);
    expect(silent.reading).toBeUndefined();
  });

  it('leaves nothing behind of the second pass', async () => {
    let cleanups = 0;
    const cleaning = async (ctx: CheckContext): Promise<void> => {
      ctx.cleanup(() => {
        cleanups += 1;
        return Promise.resolve();
      });
      await judged(ctx);
    };
    await followed('Seen', cleaning);
    expect(cleanups).toBe(1);
  });
});
