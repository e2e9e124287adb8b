import { describe, expect, it } from 'vitest';
import { NAME_PREFIX, Names, runPrefix } from './names.ts';

const take = (names: Names, count: number, length?: number): string[] =>
  Array.from({ length: count }, () => names.next(length));

describe('names', () => {
  it('begin with the prefix of the run', () => {
    expect(runPrefix(7)).toMatch(/^kpc-[a-z0-9]{6}-$/);
    expect(new Names(7, 'a', 'wire').next()).toMatch(new RegExp(`^${runPrefix(7)}[a-z0-9]{12}$`));
  });

  it('are the same for the same seed, requirement and client', () => {
    expect(take(new Names(7, 'a', 'wire'), 5)).toEqual(take(new Names(7, 'a', 'wire'), 5));
  });

  it('differ between seeds, requirements and clients', () => {
    const first = [new Names(7, 'a', 'wire'), new Names(8, 'a', 'wire'), new Names(7, 'b', 'wire')];
    const all = [...first, new Names(7, 'a', 'sdk')].flatMap((names) => take(names, 50));
    expect(new Set(all).size).toBe(200);
  });

  it.each([1, 2, 9, 10, 11, 16, 17, 255, 256])('have exactly %i characters when asked', (length) => {
    expect(new Names(7, 'a', 'wire').next(length)).toHaveLength(length);
  });

  it('have as much of the prefix as leaves room to differ', () => {
    const names = new Names(7, 'a', 'wire');
    expect(names.next(17).startsWith(runPrefix(7))).toBe(true);
    expect(names.next(10).startsWith(NAME_PREFIX)).toBe(true);
    expect(names.next(9).startsWith(NAME_PREFIX)).toBe(false);
  });

  it('never repeat, and say so when there are none left', () => {
    const names = new Names(7, 'a', 'wire');
    expect(new Set(take(names, 36, 1)).size).toBe(36);
    expect(() => names.next(1)).toThrow('no unused name of 1 characters is left');
  });
});
