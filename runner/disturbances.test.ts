import { describe, expect, it } from 'vitest';
import type { CheckContext, Disturbed } from '../suites/check.ts';
import { body, difference, fakeOptions, finishedOf, runAll } from './testing/fakes.ts';

const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 15));

describe('a check that fails while others run', () => {
  it('passes when it passes alone, and is told to the check of calls at the same time', async () => {
    let runs = 0;
    let told: readonly Disturbed[] = [];
    const names: string[] = [];
    const shaky = body(async (ctx: CheckContext) => {
      names.push(ctx.name());
      runs += 1;
      await wait();
      if (runs === 1) ctx.must(difference());
    });
    const listening = body(
      (ctx) => {
        told = [...ctx.disturbed];
      },
      { exclusive: true, judgesCompany: true },
    );
    const events = await runAll(fakeOptions({ shaky, other: body(wait), listening }));
    const finished = finishedOf(events);
    expect(finished.get('shaky')).toMatchObject({ verdict: 'pass', findings: [] });
    expect(finished.get('shaky')?.remarks).toEqual([
      'failed while other checks ran (describe of all key pairs returns the wrong name), passed when it ran alone',
    ]);
    expect(told).toEqual([{ requirement: 'shaky', mismatch: difference() }]);
    expect(names[1]).not.toBe(names[0]);
    const started = events.filter((event) => event.type === 'check-started');
    expect(started.map((event) => event.requirement)).toEqual(['shaky', 'other', 'listening']);
  });

  it('fails once, by what it shows alone, when it fails alone too', async () => {
    let runs = 0;
    const broken = body(async (ctx) => {
      runs += 1;
      const observed = `run ${runs}`;
      await wait();
      ctx.must(difference(observed));
    });
    const events = await runAll(fakeOptions({ broken, other: body(wait) }));
    const verdicts = events.filter(
      (event) => event.type === 'check-finished' && event.requirement === 'broken',
    );
    expect(verdicts).toHaveLength(1);
    expect(finishedOf(events).get('broken')?.findings).toMatchObject([{ observed: '"run 2"' }]);
  });

  it('is not run again when nothing else ran', async () => {
    let runs = 0;
    const broken = body((ctx) => {
      runs += 1;
      ctx.must(difference());
    });
    await runAll(fakeOptions({ broken }));
    expect(runs).toBe(1);
  });

  it('blocks nobody before it has run alone', async () => {
    let runs = 0;
    const shaky = body(async (ctx) => {
      runs += 1;
      await wait();
      if (runs === 1) ctx.must(difference());
    });
    const judging = body(() => {}, { exclusive: true, judgesCompany: true });
    const events = await runAll(
      fakeOptions({ shaky, other: body(wait), needy: [body(), { needs: ['shaky'] }], judging }),
    );
    expect(finishedOf(events).get('needy')?.verdict).toBe('pass');
  });

  it('fails in a run without a check that judges company', async () => {
    let runs = 0;
    const shaky = body(async (ctx) => {
      runs += 1;
      await wait();
      if (runs === 1) ctx.must(difference());
    });
    const events = await runAll(fakeOptions({ shaky, other: body(wait) }));
    expect(finishedOf(events).get('shaky')).toMatchObject({
      verdict: 'fail',
      findings: [{ observed: '"b"' }],
      remarks: ['failed while other checks ran, passed when it ran alone'],
    });
  });

  it('is reported although what the check that judges company needs has failed', async () => {
    let runs = 0;
    const shaky = body(async (ctx) => {
      runs += 1;
      await wait();
      if (runs === 1) ctx.must(difference());
    });
    const judging = body((ctx) => ctx.must(ctx.disturbed[0]?.mismatch), {
      exclusive: true,
      judgesCompany: true,
    });
    const bad = body((ctx) => ctx.must(difference()));
    const events = await runAll(
      fakeOptions({ shaky, other: body(wait), bad, judging: [judging, { needs: ['bad'] }] }),
    );
    const finished = finishedOf(events);
    expect([finished.get('shaky')?.verdict, finished.get('judging')?.verdict]).toEqual(['pass', 'fail']);
  });

  it('keeps its failure when the run is interrupted before it ran alone', async () => {
    const stop = new AbortController();
    const shaky = body(async (ctx) => {
      await wait();
      ctx.note(difference());
    });
    const stopping = body(async () => {
      await wait();
      await wait();
      stop.abort();
    });
    const events = await runAll(fakeOptions({ shaky, stopping }, { signal: stop.signal }));
    expect(finishedOf(events).get('shaky')?.verdict).toBe('fail');
  });
});
