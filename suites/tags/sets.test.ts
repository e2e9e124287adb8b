import { describe, expect, it } from 'vitest';
import type { CheckContext } from '../check.ts';
import { Random } from '../random.ts';
import { tagsFrom } from './sets.ts';

function context(): CheckContext {
  return { random: new Random(1, 'tags'), requirement: { id: 'tags.import.x' } } as unknown as CheckContext;
}

describe('tagsFrom', () => {
  it('makes as many tags as asked for, with keys that differ', () => {
    const tags = tagsFrom(context(), { plain: 50 });
    expect(new Set(tags.map(({ key }) => key)).size).toBe(50);
  });

  it('takes a list as it is, repeats and empty texts included', () => {
    expect(
      tagsFrom(context(), {
        list: [
          ['a', '1'],
          ['a', ''],
          ['', 'x'],
        ],
      }),
    ).toEqual([
      { key: 'a', value: '1' },
      { key: 'a', value: '' },
      { key: '', value: 'x' },
    ]);
  });

  it('makes keys and values of an exact length in characters', () => {
    expect(tagsFrom(context(), { key: { length: 127 } })[0]?.key).toHaveLength(127);
    expect(tagsFrom(context(), { value: { length: 3, character: '键' } })[0]?.value).toBe('键键键');
  });

  it('refuses a kind that it does not know', () => {
    expect(() => tagsFrom(context(), { kye: 1 })).toThrow(
      'tags.import.x: given.tags names no known kind of tags',
    );
  });
});
