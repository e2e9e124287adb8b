import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import type { Attempt } from './judged.ts';
import { type OutcomeKind, unexpectedOf } from './outcome.ts';
import { attempt, baseline, type EntryWords, failed, passed, print, unjudged } from './testing/judged.ts';

const TODAY = '2026-11-22';

function kinds(entries: readonly EntryWords[], ...attempts: readonly Attempt[]): readonly OutcomeKind[] {
  return compare(baseline(...entries), attempts, TODAY).outcomes.map(({ kind }) => kind);
}

const entry = { requirement: 'a', fingerprint: [print(1)] };

describe('a baseline over one run', () => {
  it('expects the failure that an entry names', () => {
    expect(kinds([entry], attempt(failed('a', [print(1)])))).toEqual(['known']);
  });

  it('does not expect any other failure', () => {
    const run = attempt(failed('a', [print(1)]), failed('b', [print(2)]));
    expect(kinds([entry], run)).toEqual(['known', 'unexpected-failure']);
  });

  it('does not expect a second failure of the same requirement', () => {
    expect(kinds([entry], attempt(failed('a', [print(1), print(2)])))).toEqual([
      'known',
      'changed-fingerprint',
    ]);
  });

  it('names a failure of another kind once', () => {
    expect(kinds([entry], attempt(failed('a', [print(2)])))).toEqual(['changed-fingerprint']);
  });

  it('does not expect a pass', () => {
    expect(kinds([entry], attempt(passed('a')))).toEqual(['unexpected-pass']);
  });

  it('ignores a failure that only informs, unless it keeps a requirement that gates from being judged', () => {
    const informs = failed('a', [print(1)]);
    const run = (gating: boolean): Attempt =>
      attempt(
        { ...informs, gating: false },
        { ...unjudged('b', 'blocked'), gating: false, blockedBy: 'a' },
        { ...unjudged('c', 'blocked'), gating, blockedBy: 'b' },
      );
    expect(kinds([], run(false))).toEqual([]);
    expect(kinds([], run(true))).toEqual(['unexpected-failure']);
    expect(kinds([entry], run(true))).toEqual(['known']);
  });

  it('does not expect that one of two failures of an entry has gone', () => {
    const both = { requirement: 'a', fingerprint: [print(1), print(2)] };
    const { outcomes } = compare(baseline(both), [attempt(failed('a', [print(1)]))], TODAY);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['known', 'changed-fingerprint']);
    expect(outcomes[1]?.text).toContain(print(2));
  });

  it('does not expect an entry that matches nothing', () => {
    expect(kinds([{ ...entry, requirement: 'nobody.*' }], attempt(passed('a')))).toEqual(['matches-nothing']);
  });

  it('lets an entry hold through its last day and not a day longer', () => {
    const run = attempt(failed('a', [print(1)]));
    expect(kinds([{ ...entry, expires: TODAY }], run)).toEqual(['known']);
    expect(kinds([{ ...entry, expires: '2026-11-21' }], run)).toEqual(['expired']);
  });

  it('calls an entry expired also when its requirement passes', () => {
    expect(kinds([{ ...entry, expires: '2026-11-21' }], attempt(passed('a')))).toEqual(['expired']);
  });

  it.each(['skipped', 'unsupported', 'blocked', 'inconclusive', 'defect'] as const)(
    'says of an entry whose requirement is %s only that it was not judged',
    (verdict) => {
      const comparison = compare(baseline(entry), [attempt(unjudged('a', verdict))], TODAY);
      expect(comparison.outcomes.map(({ kind }) => kind)).toEqual(['not-judged']);
      expect(unexpectedOf(comparison)).toEqual([]);
    },
  );

  it('lets failures that only inform be', () => {
    const informing = { ...failed('a', [print(1)]), gating: false };
    expect(kinds([], attempt(informing))).toEqual([]);
    expect(kinds([entry], attempt({ ...passed('a'), gating: false }))).toEqual(['unexpected-pass']);
  });

  it('excuses what one client sees from no other', () => {
    const wire = { ...entry, client: 'wire' };
    expect(kinds([wire], attempt(passed('b'), failed('a', [print(1)], 'sdk')))).toEqual([
      'unexpected-failure',
      'not-judged',
    ]);
  });
});

describe('an entry that names a code', () => {
  const coded = { requirement: 'a', code: 'not-rejected' };
  const one = (code: string): Attempt => attempt(failed('a', [print(1)], 'wire', code));

  it('excuses every failure of that kind and none of another', () => {
    expect(kinds([coded], one('not-rejected'))).toEqual(['known']);
    expect(kinds([coded], one('crash'))).toEqual(['changed-fingerprint']);
    expect(kinds([coded], attempt(passed('a')))).toEqual(['unexpected-pass']);
  });

  it('does not hold when only its neighbor for another code still fails', () => {
    const other = { requirement: 'a', code: 'crash' };
    expect(kinds([coded, other], one('crash'))).toEqual(['known', 'changed-fingerprint']);
  });

  it('excuses nothing where the fingerprint beside it is another', () => {
    const both = { ...coded, fingerprint: print(2) };
    expect(kinds([both], one('not-rejected'))).toEqual(['changed-fingerprint']);
    expect(kinds([{ ...both, fingerprint: print(1) }], one('not-rejected'))).toEqual(['known']);
  });

  it('may name the requirement alone, and then excuses all its failures', () => {
    const run = attempt(failed('a', [print(1), print(2)]), failed('b', [print(3)]));
    expect(kinds([{ requirement: 'a' }], run)).toEqual(['known', 'known', 'unexpected-failure']);
  });
});

describe('an entry with a glob', () => {
  const glob = { requirement: 'a.*', fingerprint: [print(1), print(2)] };

  it('covers the failures it names and does not mind that others pass', () => {
    const run = attempt(failed('a.1', [print(1)]), failed('a.2', [print(2)]), passed('a.3'));
    expect(kinds([glob], run)).toEqual(['known', 'known']);
  });

  it('covers no failure that it does not name', () => {
    const run = attempt(failed('a.1', [print(1)]), failed('a.2', [print(2)]), failed('a.3', [print(3)]));
    expect(kinds([glob], run)).toEqual(['known', 'known', 'changed-fingerprint']);
  });

  it('is not stale while some of its requirements have no verdict', () => {
    expect(kinds([glob], attempt(failed('a.1', [print(1)]), unjudged('a.2', 'blocked')))).toEqual(['known']);
    expect(kinds([glob], attempt(passed('a.1'), unjudged('a.2', 'blocked')))).toEqual(['not-judged']);
  });
});

describe('a baseline over several attempts', () => {
  const flaky = { ...entry, class: 'flaky' };
  const bad = attempt(failed('a', [print(1)]));
  const good = attempt(passed('a'));

  it('lets a flaky requirement fail and pass', () => {
    expect(kinds([flaky], bad, good, good)).toEqual(['flaky']);
    expect(kinds([flaky], good, good, bad)).toEqual(['flaky']);
    expect(kinds([flaky], bad, bad)).toEqual(['flaky']);
  });

  it('calls one that passes every time no longer flaky, and holds: a few passes can be chance', () => {
    expect(kinds([flaky], good, good, good)).toEqual(['no-longer-flaky']);
    expect(unexpectedOf(compare(baseline(flaky), [good, good, good], TODAY))).toEqual([]);
  });

  it('cannot tell from one attempt', () => {
    expect(kinds([flaky], good)).toEqual(['flaky']);
    expect(kinds([flaky], good, attempt(unjudged('a')))).toEqual(['flaky']);
  });

  it('does not let a flaky requirement fail in another way', () => {
    expect(kinds([flaky], good, attempt(failed('a', [print(2)])))).toEqual(['changed-fingerprint']);
  });

  it('does not expect a known failure to pass sometimes', () => {
    const { outcomes } = compare(baseline(entry), [bad, good, bad], TODAY);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['known', 'unexpected-pass']);
    expect(outcomes[1]?.text).toContain('2 of 3');
  });

  it('does not make an unexpected failure expected by passing later', () => {
    const { outcomes } = compare(baseline(), [bad, good, good], TODAY);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['unexpected-failure']);
    expect(outcomes[0]?.text).toContain('1 of 3');
  });

  it('sees a failure that only a later attempt has', () => {
    expect(kinds([], good, bad)).toEqual(['unexpected-failure']);
  });
});
