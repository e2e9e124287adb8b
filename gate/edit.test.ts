import { describe, expect, it } from 'vitest';
import { EMPTY_BASELINE, parseBaseline } from './baseline.ts';
import { compare } from './compare.ts';
import { pruneText, updateText } from './edit.ts';
import type { Attempt } from './judged.ts';
import { unexpectedOf } from './outcome.ts';
import { attempt, failed, passed, print } from './testing/judged.ts';

const TODAY = '2026-11-22';
const FILE = `# Emulator 5
entries:
  # before a
  - requirement: a
    class: known
    because: a reason that is long enough to be folded by a writer which thinks that eighty columns are the limit of all lines
    issue: https://example.test/1 # beside
    fingerprint: [${print(1)}, ${print(2)}]
  # before b
  - requirement: b
    class: known
    because: 'quoted: yes'
    fingerprint:
      - ${print(3)}
`;

const comparisonOf = (text: string, ...attempts: readonly Attempt[]): ReturnType<typeof compare> =>
  compare(parseBaseline(text, 'baseline.yaml'), attempts, TODAY);

describe('updating a baseline', () => {
  it('makes it hold', () => {
    const run = attempt(failed('a', [print(4)]), failed('b', [print(3)]), failed('c', [print(5), print(6)]));
    const { text, changes } = updateText(FILE, comparisonOf(FILE, run));
    expect(unexpectedOf(comparisonOf(text, run))).toEqual([]);
    expect(changes).toEqual(['changed a: other fingerprints', 'added c (wire)']);
  });

  it.each([
    ['an empty list, as init writes it', '# Why\nentries: []\n'],
    ['a list in one line', `entries: [{ requirement: a, because: known, fingerprint: [${print(1)}] }]\n`],
  ])('writes each entry in lines of its own into %s', (_what, before) => {
    const run = attempt(failed('a', [print(1)]), failed('b', [print(2)]), failed('c', [print(3)]));
    const { text } = updateText(before, comparisonOf(before, run));
    const { entries } = parseBaseline(text, 'baseline.yaml');
    expect(entries.map(({ requirement }) => requirement)).toEqual(['a', 'b', 'c']);
    for (const { requirement, line } of entries)
      expect(text.split('\n')[line - 1]).toBe(`  - requirement: ${requirement}`);
  });

  it('keeps comments, reasons and what it need not touch', () => {
    const run = attempt(failed('a', [print(4)]), failed('b', [print(3)]), failed('c', [print(5)]));
    const { text } = updateText(FILE, comparisonOf(FILE, run), { because: 'known to the maintainers' });
    const kept = FILE.split('\n').filter((line) => line !== '' && !line.includes('fingerprint: ['));
    for (const line of kept) expect(text.split('\n')).toContain(line);
    expect(text).toContain('because: known to the maintainers');
  });

  it('gives what passes and fails by turns one flaky entry, whatever it did this time', () => {
    const run = attempt(
      failed('a', [print(4)]),
      failed('b', [print(3)]),
      failed('c', [print(5)]),
      passed('d'),
    );
    const { text, changes } = updateText(FILE, comparisonOf(FILE, run), { flaky: ['c', 'd'] });
    expect(changes).toEqual(['changed a: other fingerprints', 'added c (flaky)', 'added d (flaky)']);
    for (const next of [
      [failed('c', [print(6)]), failed('d', [print(7)])],
      [passed('c'), passed('d')],
    ]) {
      const later = attempt(failed('a', [print(4)]), failed('b', [print(3)]), ...next);
      expect(unexpectedOf(comparisonOf(text, later))).toEqual([]);
    }
  });

  it('begins an empty one', () => {
    const run = attempt(failed('a', [print(1)]));
    const { text } = updateText(EMPTY_BASELINE, comparisonOf(EMPTY_BASELINE, run));
    expect(text).toContain('# Failures that are expected');
    expect(parseBaseline(text, 'b').entries).toMatchObject([
      { requirement: 'a', client: 'wire', class: 'known', because: 'not explained yet: a wrong answer' },
    ]);
  });

  it('calls flaky what failed in some attempts only', () => {
    const runs = [
      attempt(failed('a', [print(1), print(2)]), failed('c', [print(5)])),
      attempt(passed('a'), passed('c')),
    ];
    const file = FILE.slice(0, FILE.indexOf('  # before b'));
    const { text } = updateText(file, comparisonOf(file, ...runs));
    expect(parseBaseline(text, 'b').entries.map((entry) => entry.class)).toEqual(['flaky', 'flaky']);
    expect(unexpectedOf(comparisonOf(text, ...runs))).toEqual([]);
  });

  it('keeps every way in which a requirement fails by turns, and calls it flaky', () => {
    const file = FILE.slice(0, FILE.indexOf('  # before b'));
    const runs = [attempt(failed('a', [print(1), print(2)])), attempt(failed('a', [print(3)]))];
    const { text } = updateText(file, comparisonOf(file, ...runs));
    expect(parseBaseline(text, 'b').entries).toMatchObject([
      { class: 'flaky', fingerprint: [print(1), print(2), print(3)] },
    ]);
    expect(unexpectedOf(comparisonOf(text, ...runs))).toEqual([]);
    const later = attempt(failed('a', [print(4)]));
    const again = updateText(text, comparisonOf(text, later));
    expect(parseBaseline(again.text, 'b').entries[0]?.fingerprint).toHaveLength(4);
  });

  it('leaves the text alone when there is nothing to do', () => {
    const run = attempt(failed('a', [print(1), print(2)]), failed('b', [print(3)]));
    expect(updateText(FILE, comparisonOf(FILE, run))).toEqual({ text: FILE, changes: [] });
  });

  it('quotes a fingerprint that looks like a number', () => {
    const run = attempt(failed('a', ['1234567890123456', '12e4567890123456']));
    const { text } = updateText(EMPTY_BASELINE, comparisonOf(EMPTY_BASELINE, run));
    expect(unexpectedOf(comparisonOf(text, run))).toEqual([]);
  });
});

describe('a baseline of codes', () => {
  const run = (code: string): Attempt =>
    attempt(failed('a', [print(1)], 'wire', code), failed('b', [print(2)], 'sdk', code));
  const { text } = updateText(EMPTY_BASELINE, comparisonOf(EMPTY_BASELINE, run('crash')), { by: 'code' });

  it('names each kind of difference once', () => {
    const entries = parseBaseline(text, 'b').entries.map(({ requirement, code, client, fingerprint }) => ({
      requirement,
      code,
      client,
      fingerprint,
    }));
    expect(entries).toEqual([
      { requirement: 'a', code: 'crash', client: undefined, fingerprint: [] },
      { requirement: 'b', code: 'crash', client: undefined, fingerprint: [] },
    ]);
    expect(unexpectedOf(comparisonOf(text, run('crash')))).toEqual([]);
  });

  it('is corrected to other codes, and pruned of what is gone', () => {
    const later = updateText(text, comparisonOf(text, run('wrong-value')), { by: 'code' }).text;
    expect(unexpectedOf(comparisonOf(later, run('wrong-value')))).toEqual([]);
    const both = attempt(failed('a', [print(1)], 'wire', 'crash'), passed('b'));
    const pruned = pruneText(text, comparisonOf(text, both)).text;
    expect(parseBaseline(pruned, 'b').entries.map(({ requirement }) => requirement)).toEqual(['a']);
    expect(unexpectedOf(comparisonOf(pruned, both))).toEqual([]);
  });

  it('keeps a code that still happens beside a new one', () => {
    const two = attempt(...run('crash')).map((result) => ({
      ...result,
      findings: [...result.findings, ...failed('a', [print(3)], 'wire', 'wrong-value').findings],
    }));
    const later = updateText(text, comparisonOf(text, two), { by: 'code' }).text;
    expect(parseBaseline(later, 'b').entries.map(({ code }) => code)).toEqual([
      'crash',
      'crash',
      'wrong-value',
      'wrong-value',
    ]);
    expect(unexpectedOf(comparisonOf(later, two))).toEqual([]);
  });
});

describe('pruning a baseline', () => {
  it('removes what passes, with its comment, and nothing else', () => {
    const run = attempt(passed('a'), failed('b', [print(3)]));
    const { text, changes } = pruneText(FILE, comparisonOf(FILE, run));
    expect(changes).toEqual(['removed a']);
    expect(text).not.toContain('before a');
    expect(text).toContain('# before b\n');
    expect(text).toContain("because: 'quoted: yes'");
    expect(unexpectedOf(comparisonOf(text, run))).toEqual([]);
  });

  it('shortens an entry of which a part has gone', () => {
    const run = attempt(failed('a', [print(2)]), failed('b', [print(3)]));
    const { text } = pruneText(FILE, comparisonOf(FILE, run));
    expect(parseBaseline(text, 'b').entries[0]?.fingerprint).toEqual([print(2)]);
  });

  it('removes entries that match nothing, down to an empty file', () => {
    const run = attempt(passed('x'));
    const { text, changes } = pruneText(FILE, comparisonOf(FILE, run));
    expect(changes).toHaveLength(2);
    expect(parseBaseline(text, 'b').entries).toEqual([]);
  });

  it('leaves a failure that changed and one that has expired to people', () => {
    const expired = FILE.replace("because: 'quoted: yes'", 'because: x\n    expires: 2026-01-01');
    const run = attempt(failed('a', [print(9)]), failed('b', [print(3)]));
    expect(pruneText(expired, comparisonOf(expired, run))).toEqual({ text: expired, changes: [] });
  });
});
