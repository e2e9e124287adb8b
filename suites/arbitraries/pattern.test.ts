import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from './pattern.ts';
import { Sized } from './sized.ts';
import { textArbitrary } from './text.ts';

const patterns = [
  '^[!-~]([ -~]*[!-~])?$',
  '^\\p{L}[\\p{L}0-9:_.-]*$',
  '^(http|https)://',
  '^tag:.+$',
  '^[\\t\\n\\r -~]+$',
  '^([0-9a-f]{2}:){19}[0-9a-f]{2}$',
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
  '^(?:a|bc|def){2,5}$',
  '^[^\\s\\d]{3}\\x41\\u0042\\u{1F600}$',
  '^a|b$',
  'x',
  '^$',
  '^\\P{L}\\W\\S\\D\\w$',
  '^[-a\\]\\\\^]+$',
  '^([a-z]+,)*[a-z]+$',
  '^a{2,}b?$',
];

describe('a pattern', () => {
  test.each(patterns)('%s is matched by every text of its shape', (pattern) => {
    const regex = new RegExp(pattern, 'u');
    // The arbitrary filters by the expression itself, so texts are judged before it: a wrong shape would hide there.
    const shape = parsePattern(pattern);
    const sized = new Sized(shape, 70);
    expect(sized.lengthsFrom(0).length).toBeGreaterThan(0);
    const texts = sized.lengthsFrom(0).map((length) => {
      const text = sized.write(length, {
        length: (all) => all[0] ?? 0,
        option: (all) => all[0] ?? shape,
        character: firstOf,
      });
      return { text, length: [...text].length, wanted: length };
    });
    expect(texts.filter(({ text, length, wanted }) => !regex.test(text) || length !== wanted)).toEqual([]);
    const rule = { minLength: 0, maxLength: 70, pattern, forbidden: undefined };
    expect(
      fc.sample(textArbitrary(rule), { numRuns: 200, seed: 1 }).filter((text) => !regex.test(text)),
    ).toEqual([]);
  });

  test('has exactly the lengths that its expression allows', () => {
    const lengths = (pattern: string): number[] => new Sized(parsePattern(pattern), 12).lengthsFrom(0);
    expect(lengths('^(abc){1,3}$')).toEqual([3, 6, 9]);
    expect(lengths('^(ab|abcd?)$')).toEqual([2, 3, 4]);
    expect(lengths('^([a-z]{2}:)*[a-z]{2}$')).toEqual([2, 5, 8, 11]);
    expect(lengths('^a{5,}$')).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(lengths('^a{13}$')).toEqual([]);
  });
});

function firstOf(run: { readonly drawn: readonly (readonly [number, number])[] }): string {
  return String.fromCodePoint(run.drawn[0]?.[0] ?? 0);
}
