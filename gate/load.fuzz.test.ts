import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { FUZZ_SEED, mutationsOf, soupOf } from '../specs/testing/fuzz.ts';
import { growth, LINEAR } from '../specs/testing/growth.ts';
import { UsageError } from '../targets/usage-error.ts';
import { parseBaseline } from './baseline.ts';
import { parsePolicy } from './policy.ts';
import { GATE_FILES } from './testing/corpus.ts';

const RUNS = { numRuns: 300, seed: FUZZ_SEED };

/** Keys, values and marks of both formats. */
const PIECES = [
  ...[
    'entries:',
    'rules:',
    'baseline: ',
    '  - ',
    '    ',
    '\n',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '*',
    '&a ',
    '*a',
    '~',
  ],
  ...[
    'requirement: ',
    'client: ',
    'class: ',
    'known',
    'flaky',
    'reason: ',
    'expires: ',
    '2026-02-30',
    'issue: ',
  ],
  ...['fingerprints: ', '0123456789abcdef', 'name: ', 'where: ', 'maxFailures: ', '0', '-1', '1e999', '.nan'],
  ...['level: ', 'must', 'topic: ', '__proto__: ', 'constructor: ', '<<: ', '"', "'", '|\n', '!!set ', '? '],
];

describe.each([
  ['baseline', parseBaseline],
  ['policy', parsePolicy],
] as const)('the loader of a %s', (kind, parse) => {
  /** Throws when there is neither a value nor one line that says what is wrong, and where. */
  const isRead = (text: string): boolean => {
    try {
      expect(parse(text, 'f.yaml').file).toBe('f.yaml');
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect((error as UsageError).message).toMatch(/^f\.yaml:[1-9]\d*(:[1-9]\d*)? \S.*$/);
      return false;
    }
  };
  const own = GATE_FILES.filter(([name]) => name.startsWith(kind));

  test.each([
    ['arbitrary text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['pieces of its files in no order', soupOf(PIECES)],
    ['saved files with a piece replaced', mutationsOf(GATE_FILES.map(([, text]) => text))],
  ])('never throws anything but one line with its place on %s', (_what, texts) => {
    fc.assert(
      fc.property(texts, (text) => void isRead(text)),
      RUNS,
    );
  });

  test.each(own)('takes or refuses the saved file %s as its name says', (name, text) => {
    expect(isRead(text)).toBe(name.includes('-good'));
  });
});

/** That many entries or rules, each right by itself. */
const entries = (count: number): string =>
  `entries:\n${Array.from({ length: count }, (_, index) => `  - {requirement: a.b.c${index}, class: known, because: r, fingerprint: ['${index.toString(16).padStart(16, '0')}']}\n`).join('')}`;
const rules = (count: number): string =>
  `rules:\n${Array.from({ length: count }, (_, index) => `  - {name: r${index}, maxFailures: ${index}}\n`).join('')}`;
const ignoringRefusal = (read: () => unknown): void => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
  }
};

describe('the loaders take linear time', () => {
  it.each<[string, number, (size: number) => string, (text: string) => unknown]>([
    ['entries', 20, entries, (text) => parseBaseline(text, 'f.yaml')],
    ['rules', 20, rules, (text) => parsePolicy(text, 'f.yaml')],
    [
      'faults',
      20,
      (size) => `rules:\n${'  - {name: 1, maxFailures: x}\n'.repeat(size)}`,
      (text) => ignoringRefusal(() => parsePolicy(text, 'f.yaml')),
    ],
  ])('in the number of %s', (_what, size, make, read) => {
    expect(growth(size, make, read)).toBeLessThan(LINEAR);
  });
});
