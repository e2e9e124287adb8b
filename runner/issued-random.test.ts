import { describe, expect, it } from 'vitest';
import { Random } from '../suites/random.ts';
import { IssuedRandom } from './issued-random.ts';

describe('the random values of a check', () => {
  it('are those of its seed', () => {
    const [own, plain] = [new IssuedRandom(7, 'a'), new Random(7, 'a')];
    expect([own.text(8), own.integer(1, 9), own.text(5, 'ab')]).toEqual([
      plain.text(8),
      plain.integer(1, 9),
      plain.text(5, 'ab'),
    ]);
  });

  it('remember each text that is long enough to be told from a part of a word', () => {
    const random = new IssuedRandom(7, 'a');
    const texts = [random.text(8), random.text(4)];
    random.text(3);
    expect([...random.issued]).toEqual(texts);
  });
});
