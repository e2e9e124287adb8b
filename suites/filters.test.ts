import { describe, expect, it } from 'vitest';
import { fits } from './filters.ts';

describe('fits', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc', 'ABC', false],
    ['a*', 'a', true],
    ['a*c', 'abbc', true],
    ['*b*', 'abc', true],
    ['*', '', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['a+', 'aa', false],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['a\\', 'a\\', true],
    ['\\\\', '\\', true],
  ])('%j against %j is %j', (pattern, text, expected) => {
    expect(fits(pattern, text, 'exactly-one')).toBe(expected);
    expect(fits(pattern, text, 'at-most-one')).toBe(expected);
  });

  it('lets a question mark stand for one character, and for none only in one of the readings', () => {
    expect(fits('a?c', 'abc', 'exactly-one')).toBe(true);
    expect(fits('a?c', 'abbc', 'at-most-one')).toBe(false);
    expect(fits('a?c', 'ac', 'exactly-one')).toBe(false);
    expect(fits('a?c', 'ac', 'at-most-one')).toBe(true);
    expect(fits('?', '\u{1f511}', 'exactly-one')).toBe(true);
  });
});
