import { describe, expect, it } from 'vitest';
import type { Settling } from '../runner/consistency.ts';
import { consistencyInWords } from './consistency.ts';
import { renderConsole } from './console.ts';
import { renderHtml } from './html/report.ts';
import { reportOf } from './model.ts';
import type { Report } from './report.ts';
import { checked, finished, planned, started } from './testing/events.ts';
import { reportValidator } from './testing/schema.ts';

const made = (waitedMs: number, settled = true): Settling => ({ waitedMs, settled, change: 'made' });

function reported(consistencyMs: number | undefined, ...settlings: readonly (readonly Settling[])[]): Report {
  const plan = settlings.map((_, index) => planned(`r${index}`));
  return reportOf([
    started(plan, consistencyMs === undefined ? {} : { consistencyMs }),
    ...settlings.map((own, index) =>
      checked(`r${index}`, 'pass', own.length === 0 ? {} : { settlings: own }),
    ),
    finished(),
  ]);
}

describe('how long changes took to show', () => {
  it('is summed up over all checks of a run, in a report that fits its schema', () => {
    const report = reported(2_000, [made(300), made(2_000, false)], [], [made(200)]);
    expect(report.run.consistency).toEqual({
      limitMs: 2_000,
      lagging: 3,
      unsettled: 1,
      waitedMs: 2_500,
      longestMs: 2_000,
    });
    const validate = reportValidator();
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  });

  it('is nothing where every change showed at once, and missing where nothing was waited for', () => {
    expect(reported(2_000, []).run.consistency).toMatchObject({ lagging: 0, waitedMs: 0, longestMs: 0 });
    expect(reported(undefined, []).run).not.toHaveProperty('consistency');
  });

  it('stands on the console and on the page', () => {
    const report = reported(2_000, [made(300)]);
    const words = 'aited 0.3 s for 1 change to show (longest 0.3 s)';
    expect(renderConsole(report, { width: 140 }).replaceAll('\n', ' ')).toContain(`w${words}`);
    expect(renderHtml(report)).toContain(`W${words}`);
    expect(renderConsole(reported(undefined, []))).not.toContain('waited');
  });

  it.each([
    [[], 'all changes were visible immediately'],
    [
      [made(500), made(2_000, false)],
      'waited 2.5 s for 2 changes to show (longest 2.0 s, 1 not within 2.0 s)',
    ],
  ])('of %j is told as "%s"', (settlings, words) => {
    const { consistency } = reported(2_000, settlings).run;
    expect(consistency && consistencyInWords(consistency)).toBe(words);
  });
});
