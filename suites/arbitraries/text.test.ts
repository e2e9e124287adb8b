import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../specs/contract.ts';
import { arbitraryFor, boundariesOf, type Schema, type Violation, violationsOf } from '../arbitraries.ts';
import { strictJudge } from './testing/strict-judge.ts';

const keyName: Schema = { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]([ -~]*[!-~])?$' };
const keyPairId: Schema = { type: 'string', pattern: '^key-[0-9a-f]{17}$' };
const tagKey: Schema = { type: 'string', minLength: 1, maxLength: 128 };
const unicodeName: Schema = {
  type: 'string',
  minLength: 2,
  maxLength: 128,
  pattern: '^\\p{L}[\\p{L}0-9:_.-]*$',
  not: { pattern: '^(http|https)://' },
};
const requestTag: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['Key'],
  properties: { Key: tagKey, Value: { type: 'string', minLength: 0, maxLength: 256 } },
};

const SAMPLES = { numRuns: 1000, seed: 20 };

describe('lengths', () => {
  test('of names up to 255 are often above 100 and reach both ends', () => {
    const lengths = fc.sample(arbitraryFor(keyName), SAMPLES).map(codePoints);
    const share = (test: (length: number) => boolean): number => lengths.filter(test).length / lengths.length;
    expect(share((length) => length > 100)).toBeGreaterThan(0.3);
    expect(share((length) => length > 100)).toBeLessThan(0.6);
    for (const edge of [1, 2, 254, 255]) expect(share((length) => length === edge)).toBeGreaterThan(0.02);
  });

  test('are counted in code points', () => {
    const emoji: Schema = {
      type: 'string',
      pattern: '^[\\u{1F600}-\\u{1F64F}]+$',
      minLength: 3,
      maxLength: 3,
    };
    for (const text of fc.sample(arbitraryFor(emoji), 100))
      expect([codePoints(text), String(text).length]).toEqual([3, 6]);
  });

  test('of boundaries are the least, the greatest and their neighbours', () => {
    const lengths = boundariesOf(keyName).map(codePoints);
    expect(lengths).toEqual(expect.arrayContaining([1, 2, 254, 255]));
    const beyond = violationOf(keyName, 'maxLength').boundaries.map(codePoints);
    expect(beyond[0]).toBe(256);
  });

  test('of arrays reach both ends', () => {
    const lists = fc.sample(arbitraryFor({ type: 'array', items: tagKey, maxItems: 10 }), SAMPLES);
    const lengths = new Set(lists.map((list) => (Array.isArray(list) ? list.length : undefined)));
    expect([...lengths].sort((a, b) => Number(a) - Number(b))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('boundaries', () => {
  test('show the first and last character of each class', () => {
    expect(boundariesOf(keyName)).toEqual(expect.arrayContaining(['!', '~', 'a a', 'a~a']));
    expect(boundariesOf(keyPairId)).toEqual(
      expect.arrayContaining(['0', '9', 'a', 'f'].map((character) => `key-${character.repeat(17)}`)),
    );
  });

  test('hold every member of an enum', () => {
    expect(boundariesOf({ type: 'string', enum: ['pem', 'ppk'] })).toEqual(['pem', 'ppk']);
  });

  test('hold both ends of an integer', () => {
    expect(boundariesOf({ type: 'integer', minimum: 5, maximum: 1000 })).toEqual([5, 1000]);
  });

  test('of objects hold the required properties alone and each edge of each property', () => {
    expect(boundariesOf(requestTag)).toEqual(expect.arrayContaining([{ Key: 'a' }, { Key: 'a', Value: '' }]));
  });

  test('of a broken pattern hold the neighbours of each class and white space at either end', () => {
    const pattern = violationOf(keyName, 'pattern');
    expect(pattern.boundaries).toEqual(
      expect.arrayContaining([' aa', 'aa ', 'aa\n', '\u007f', 'a\u001fa', 'é']),
    );
  });
});

describe('a seed', () => {
  test.each([keyName, unicodeName, requestTag])('gives the same values again', (schema) => {
    const sample = (seed: number): Json[] => fc.sample(arbitraryFor(schema), { numRuns: 50, seed });
    expect(sample(7)).toEqual(sample(7));
    expect(sample(7)).not.toEqual(sample(8));
    const broken = (): Json[][] =>
      violationsOf(schema).map(({ arbitrary }) => fc.sample(arbitrary, { numRuns: 50, seed: 7 }));
    expect(broken()).toEqual(broken());
  });
});

describe('shrinking', () => {
  const shrunk = (
    schema: Schema,
    holds: (text: string) => boolean,
    examples: [Json][] = [],
  ): Json | undefined =>
    fc.check(
      fc.property(arbitraryFor(schema), (value) => holds(String(value))),
      { seed: 3, numRuns: 500, examples },
    ).counterexample?.[0];

  test('ends at the shortest and simplest name that still fails', () => {
    expect(shrunk(keyName, (name) => name.length <= 100)).toBe('a'.repeat(101));
    expect(shrunk(keyName, (name) => !name.includes(' '))).toBe('a a');
    expect(shrunk(keyName, (name) => !name.includes('%'))).toBe('%');
    expect(shrunk(keyPairId, () => false)).toBe(`key-${'a'.repeat(17)}`);
    expect(shrunk(unicodeName, (name) => /^[\0-\x7f]*$/.test(name))).toBe('aé');
  });

  test('works on explicit examples too', () => {
    const wide = `${'x'.repeat(120)} & ${'y'.repeat(120)}`;
    expect(shrunk(keyName, (name) => !name.includes('&'), [[wide]])).toBe('&');
  });

  test('of objects and arrays ends at the fewest parts with the simplest texts', () => {
    const tags: Schema = { type: 'array', items: requestTag, maxItems: 50 };
    const untagged = fc.property(arbitraryFor(tags), (list) => !JSON.stringify(list).includes('Value'));
    expect(fc.check(untagged, { seed: 4 }).counterexample).toEqual([[{ Key: 'a', Value: '' }]]);
  });

  test('of a violation keeps breaking only its keyword', () => {
    const broken = strictJudge(keyName);
    const { arbitrary } = violationOf(keyName, 'pattern');
    const satisfied = fc.property(arbitrary, (text) => broken(text).length === 0);
    const [shortest] = fc.check(satisfied, { seed: 5 }).counterexample ?? ['no counterexample'];
    expect(broken(shortest)).toEqual(['pattern']);
    expect(codePoints(shortest)).toBe(1);
  });
});

function codePoints(value: Json): number {
  return [...String(value)].length;
}

function violationOf(schema: Schema, keyword: string): Violation {
  const found = violationsOf(schema).find((violation) => violation.keyword === keyword);
  if (found === undefined) throw new Error(`nothing breaks ${keyword}`);
  return found;
}
