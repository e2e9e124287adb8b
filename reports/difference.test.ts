import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf, type Segment } from './difference.ts';

function shown(segments: readonly Segment[]): string {
  return segments.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
}

function differ(left: string, right: string): readonly [string, string] {
  const difference = differenceOf(left, right);
  return [shown(difference.left), shown(difference.right)];
}

describe('differenceOf', () => {
  it.each([
    [
      'marks the one word that differs',
      'refused with A (HTTP 400)',
      'refused with B (HTTP 400)',
      'refused with [A] (HTTP 400)',
      'refused with [B] (HTTP 400)',
    ],
    ['marks nothing in equal texts', 'same text', 'same text', 'same text', 'same text'],
    ['marks what was added', 'a c d', 'a b c d', 'a c d', 'a [b ]c d'],
    [
      'joins neighbours over a blank',
      'it is one two here now',
      'it is three four here now',
      'it is [one two] here now',
      'it is [three four] here now',
    ],
    [
      'marks texts without anything in common as a whole',
      'zazNS+yEQMGp',
      '54:dc:95',
      '[zazNS+yEQMGp]',
      '[54:dc:95]',
    ],
    ['knows an empty text', '', 'x', '', '[x]'],
  ])('%s', (_, left, right, markedLeft, markedRight) => {
    expect(differ(left, right)).toEqual([markedLeft, markedRight]);
  });

  it('loses and adds nothing, and calls the same what is the same on both sides', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(', '\n', 'é', '漢'), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const difference = differenceOf(left, right);
        const join = (side: readonly Segment[]): string => side.map(({ text: part }) => part).join('');
        expect([join(difference.left), join(difference.right)]).toEqual([left, right]);
        const common = (side: readonly Segment[]): string =>
          side
            .filter(({ changed }) => !changed)
            .map(({ text: part }) => part)
            .join('')
            .replace(/\s/g, '');
        expect(common(difference.left)).toBe(common(difference.right));
      }),
    );
  });

  it('stays quick for long texts', () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `w${index}`).join(' ');
    const startedAt = performance.now();
    differenceOf(`x ${words} y`, `z ${words} w`);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
