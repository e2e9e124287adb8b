import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { diffOf, type ReportDiff, sortedByVersion } from './diff.ts';
import { changeInWords, DIFF_FORMATS, renderDiff } from './diff-render.ts';
import { reportOf } from './model.ts';
import type { Report } from './report.ts';
import { checked, finding, finished, planned, started } from './testing/events.ts';
import { HOSTILE } from './testing/hostile.ts';

type Fate = 'pass' | 'fail' | 'other-fail' | 'blocked' | 'skipped' | 'informing-fail';

function report(fates: Readonly<Record<string, Fate>>): Report {
  const events = Object.entries(fates).flatMap(([id, fate]): RunEvent[] => {
    if (fate === 'skipped') return [];
    if (fate === 'blocked') return [checked(id, 'blocked', { reason: 'needs x' })];
    if (fate === 'pass') return [checked(id, 'pass')];
    const fingerprint = fate === 'other-fail' ? 'ffff' : 'aaaa';
    return [checked(id, 'fail', { findings: [finding(id, { fingerprint, summary: `${fate} ${HOSTILE}` })] })];
  });
  const plan = Object.entries(fates).map(([id, fate]) =>
    planned(id, fate === 'informing-fail' ? { evidence: 'inferred' } : {}, { selected: fate !== 'skipped' }),
  );
  return reportOf([started(plan), ...events, finished()]);
}

function changes(before: Fate | undefined, after: Fate | undefined): ReportDiff {
  const side = (fate: Fate | undefined): Report => report({ other: 'pass', ...(fate && { a: fate }) });
  return diffOf(side(before), side(after));
}

describe('diffOf', () => {
  it.each([
    ['pass', 'fail', 'newly-broken', 1],
    ['pass', 'informing-fail', 'newly-broken', 0],
    ['blocked', 'fail', 'no-longer-blocked', 0],
    ['skipped', 'fail', 'newly-broken', 1],
    [undefined, 'fail', 'newly-broken', 1],
    ['fail', 'pass', 'fixed', 0],
    ['fail', 'other-fail', 'changed-in-kind', 0],
    ['pass', 'blocked', 'no-longer-judged', 0],
    ['fail', 'skipped', 'no-longer-judged', 0],
    ['blocked', 'pass', 'newly-met', 0],
    [undefined, 'pass', 'newly-met', 0],
    ['pass', undefined, 'removed', 0],
  ] as const)('from %s to %s is %s, with %i new gating failures', (before, after, kind, gating) => {
    const diff = changes(before, after);
    expect(diff.changes.map((change) => change.kind)).toEqual([kind]);
    expect(diff.newGatingFailures).toBe(gating);
  });

  it.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['blocked', 'skipped'],
    [undefined, 'blocked'],
  ] as const)('says nothing of %s that stays %s', (before, after) => {
    expect(changes(before, after).changes).toEqual([]);
  });

  it('puts what is newly broken first', () => {
    const diff = diffOf(report({ a: 'fail', b: 'pass' }), report({ a: 'pass', b: 'fail' }));
    expect(diff.changes.map(({ requirement }) => requirement)).toEqual(['b', 'a']);
  });
});

describe('how often a difference was seen', () => {
  it('is counted over the attempts that tested it, and said where it is only once', () => {
    const before = report({ a: 'pass', b: 'pass' });
    const after = report({ a: 'fail', b: 'fail' });
    const again = [report({ a: 'pass' }), report({ a: 'fail', b: 'skipped' })];
    const diff = diffOf(before, after, again);
    expect(diff.changes.map(({ requirement, seen }) => [requirement, seen])).toEqual([
      ['a', { times: 2, of: 3 }],
      ['b', { times: 1, of: 1 }],
    ]);
    const text = renderDiff(diff, 'text');
    expect(text).toMatch(/^ +pass → fail.* \(in 2 of 3 attempts\)$/m);
    expect(text).toContain('1 difference was seen only once; ');
    expect(renderDiff(diffOf(before, before), 'text')).not.toContain('only once');
  });
});

describe('two versions of one target', () => {
  const versioned = (version: string | undefined, name = 'x'): Report => {
    const one = report({ a: 'pass' });
    return { ...one, target: { ...one.target, name, ...(version !== undefined && { version }) } };
  };

  it.each([
    ['1.10.0', '1.9.0', ['1.9.0', '1.10.0']],
    ['1.9.0', '1.10.0', undefined],
    ['1.9.0', '1.9.0', undefined],
    ['b4f2', '1.0', undefined],
    ['2.0', '1.9-rc1', undefined],
    ['2.0', undefined, undefined],
  ])('%s and %s come out as %j', (one, other, order) => {
    const sorted = sortedByVersion(versioned(one), versioned(other));
    expect(sorted?.map(({ target }) => target.version)).toEqual(order);
  });

  it('are sorted where they are of one target alone', () => {
    expect(sortedByVersion(versioned('2.0', 'x'), versioned('1.0', 'y'))).toBeUndefined();
  });
});

describe('renderDiff', () => {
  it('tells kinds, requirements and both figures of both reports in every format', () => {
    const diff = diffOf(report({ a: 'pass', b: 'fail' }), report({ a: 'fail', b: 'pass' }));
    expect(JSON.parse(renderDiff(diff, 'json'))).toEqual(JSON.parse(JSON.stringify(diff)));
    for (const format of ['text', 'markdown'] as const) {
      const text = renderDiff(diff, format);
      expect(text).toMatch(/Newly broken \(1\)[\s\S]*Fixed \(1\)/);
      expect(text).toContain('divergence 50.0% → 50.0%, coverage 100.0% → 100.0%');
      expect(text).toContain('1 new failure');
    }
  });

  it('says of a failure under the same words what is observed now, and of another one its words', () => {
    const [change] = changes('fail', 'other-fail').changes;
    const side = { verdict: 'fail', findings: ['is refused'], observed: ['A'], fingerprints: ['1'] } as const;
    const wordsOf = (after: Partial<typeof side> | { readonly [key: string]: readonly string[] }): string =>
      changeInWords(side, { ...side, fingerprints: ['2'], ...after });
    expect(change?.kind).toBe('changed-in-kind');
    expect(wordsOf({ observed: ['B'] })).toBe('is refused: A → B');
    expect(wordsOf({ findings: ['is accepted'] })).toBe('is refused → is accepted');
  });

  it('keeps texts of a target dead', () => {
    const diff = changes('pass', 'fail');
    for (const format of DIFF_FORMATS) expect(renderDiff(diff, format)).not.toMatch(/\x1b/);
    expect(renderDiff(diff, 'markdown')).not.toMatch(/<script|(^|\s)@everyone/);
  });
});
