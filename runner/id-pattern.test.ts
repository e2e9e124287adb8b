import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idPattern } from './id-pattern.ts';

describe('a pattern of ids', () => {
  it('fits what the regular expression of the same meaning fits', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, id) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
        expect(idPattern(pattern).test(id)).toBe(expression.test(id));
      }),
    );
  });

  it.each(['*'.repeat(40), '*a'.repeat(40), 'a*'.repeat(2_000), '*'.repeat(100_000)])(
    'ends at once with many stars',
    (stars) => {
      const before = performance.now();
      expect(idPattern(`${stars}zz`).test('a'.repeat(5_000))).toBe(false);
      expect(performance.now() - before).toBeLessThan(500);
    },
  );
});
