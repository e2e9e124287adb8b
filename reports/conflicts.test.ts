import { describe, expect, it } from 'vitest';
import type { PlannedConflict, ReadingFollowed } from '../runner/events.ts';
import { conflictResults, type Followed } from './conflicts.ts';

const conflict: PlannedConflict = {
  id: 'c',
  subject: 'A thing',
  observed: 'This.',
  documented: 'That.',
  requirements: ['a', 'b'],
};

function follows(...met: readonly (readonly [string, boolean, boolean])[]): Followed | undefined {
  const events = met.map(
    ([requirement, observed, documented]): ReadingFollowed => ({
      type: 'reading-followed',
      requirement,
      client: 'wire',
      observed,
      documented,
    }),
  );
  return conflictResults([conflict], events)[0]?.follows;
}

describe('the side of a conflict that a target takes', () => {
  it('is the one that all telling requirements agree on', () => {
    expect(follows(['a', true, false], ['b', true, false])).toBe('observed');
    expect(follows(['a', false, true])).toBe('documented');
    expect(follows(['a', false, false])).toBe('neither');
  });

  it('is told by the others where answers meet both readings', () => {
    expect(follows(['a', true, true], ['b', false, true])).toBe('documented');
    expect(follows(['a', true, true])).toBe('both');
  });

  it('is mixed where requirements disagree', () => {
    expect(follows(['a', true, false], ['b', false, true])).toBe('mixed');
    expect(follows(['a', true, false], ['b', false, false])).toBe('mixed');
  });

  it('is not judged by requirements of other conflicts, nor by none', () => {
    expect(follows()).toBe('not-judged');
    expect(follows(['other', true, false])).toBe('not-judged');
  });
});
