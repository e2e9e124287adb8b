import { describe, expect, test } from 'vitest';
import { wildcardMatcher } from './wildcard.ts';

describe('a filter value', () => {
  test.each([
    ['web', 'web', true],
    ['web', 'Web', false],
    ['web', 'web1', false],
    ['web*', 'web', true],
    ['web*', 'web-1', true],
    ['*-1', 'web-1', true],
    ['*b-*', 'web-1', true],
    ['*b-*', 'web1', false],
    ['w?b', 'web', true],
    ['w?b', 'wb', false],
    ['*', '', true],
    ['?', '', false],
    ['', '', true],
    ['', 'a', false],
    ['a\\*c', 'a*c', true],
    ['a\\*c', 'abc', false],
    ['a\\?c', 'a?c', true],
    ['a\\?c', 'abc', false],
    ['a\\\\*', 'a\\bc', true],
    ['a\\', 'a\\', true],
    ['a.c', 'abc', false],
    ['[ab]', 'a', false],
    ['*ab*ab', 'xabyabzab', true],
    ['a*b?d*', 'a--bcd--', true],
  ])('%j against %j is %s', (pattern, value, expected) => {
    expect(wildcardMatcher(pattern)(value)).toBe(expected);
  });

  test('with many stars is decided at once', () => {
    const before = performance.now();
    expect(wildcardMatcher('*a'.repeat(100))('a'.repeat(255).concat('b'))).toBe(false);
    expect(performance.now() - before).toBeLessThan(500);
  });
});
