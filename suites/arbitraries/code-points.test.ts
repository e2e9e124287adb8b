import { describe, expect, test } from 'vitest';
import {
  ANY,
  complement,
  drawable,
  edgesOf,
  has,
  intersection,
  lengthOf,
  matching,
  memberAt,
  PLAIN,
  setOf,
  sizeOf,
} from './code-points.ts';

describe('a set of code points', () => {
  const digits = setOf([[0x30, 0x39]]);

  test('joins ranges that touch or overlap and leaves surrogates out', () => {
    expect(
      setOf([
        [5, 9],
        [1, 4],
        [8, 12],
      ]),
    ).toEqual([[1, 12]]);
    expect(setOf([[0xd000, 0xe001]])).toEqual([
      [0xd000, 0xd7ff],
      [0xe000, 0xe001],
    ]);
    expect(sizeOf(ANY)).toBe(0x110000 - 0x800);
  });

  test('has a complement that shares no member with it and restores it', () => {
    expect(intersection(digits, complement(digits))).toEqual([]);
    expect(complement(complement(digits))).toEqual(digits);
  });

  test('agrees with the regular expression it was read from', () => {
    expect(matching('\\d')).toEqual(digits);
    const letters = matching('\\p{L}');
    for (const character of ['a', 'é', '中', '1', ' ', '😀']) {
      expect(has(letters, character.codePointAt(0) ?? 0), character).toBe(/\p{L}/u.test(character));
    }
  });

  test('numbers its members from 0 and refuses an index beyond them', () => {
    expect([0, 9].map((index) => memberAt(digits, index))).toEqual([0x30, 0x39]);
    expect(() => memberAt(digits, 10)).toThrow('a set of 10 code points has no member 10');
    expect(edgesOf(digits)).toEqual([0x30, 0x39]);
  });

  test('that is defined by what it leaves out is drawn from plain characters', () => {
    expect(drawable(complement(digits))).toEqual(intersection(complement(digits), PLAIN));
    expect(drawable(digits)).toBe(digits);
  });
});

test('A length counts code points', () => {
  expect(lengthOf('a😀')).toBe(2);
});
