import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { FUZZ_SEED, mutationsOf, soupOf } from '../../specs/testing/fuzz.ts';
import { growth, LINEAR } from '../../specs/testing/growth.ts';
import { UsageError } from '../../targets/usage-error.ts';
import { readLedger } from './read.ts';
import { LEDGERS } from './testing/corpus.ts';

const texts = LEDGERS.map(([, text]) => text);
const PIECES = [
  ...[
    '{"type":"opened"',
    '{"type":"intent"',
    '{"type":"accepted"',
    '{"type":"removed"',
    '}',
    '\n',
    '\r\n',
    ',',
  ],
  ...[
    '"run":"r1"',
    '"seq":1',
    '"seq":null',
    '"names":["n"]',
    '"names":[1]',
    '"region":"r"',
    '"prefix":""',
    '"at":""',
  ],
  ...texts.flatMap((text) => text.split('\n')),
];

let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), 'ledger-fuzz-')), 'l.ndjson');
});
afterAll(() => rmSync(join(path, '..'), { recursive: true }));

/** Throws when there are neither entries nor one line that says where the damage is. */
function isRead(text: string): boolean {
  writeFileSync(path, text);
  try {
    for (const { names, region } of readLedger(path).entries)
      expect([typeof region, names]).toEqual(['string', names]);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(/l\.ndjson:[1-9]\d*: this is no line of a ledger; [^\n]+$/);
    return false;
  }
}

describe('the reader of a ledger never throws anything but one line with the place of the damage', () => {
  test.each([
    ['arbitrary text', fc.string({ unit: 'binary', maxLength: 200 })],
    ['pieces of ledgers in no order', soupOf(PIECES)],
    ['saved ledgers with a piece replaced', mutationsOf(texts)],
  ])('on %s', (_what, ledgers) => {
    fc.assert(
      fc.property(ledgers, (text) => void isRead(text)),
      { numRuns: 300, seed: FUZZ_SEED },
    );
  });

  test.each(LEDGERS)('on the saved ledger %s', (name, text) => {
    expect(isRead(text)).toBe(name.startsWith('good-'));
  });

  it.each<[string, number, (size: number) => string]>([
    ['whole lines', 500, (size) => (texts[0] ?? '').repeat(size)],
    ['torn lines', 1_000, (size) => '{"type":"intent"\n'.repeat(size)],
  ])('and takes linear time in the number of %s', (_what, size, make) => {
    expect(growth(size, make, isRead)).toBeLessThan(LINEAR);
  });
});
