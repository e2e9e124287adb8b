import { describe, expect, it } from 'vitest';
import type { Accepted } from '../../targets/target.ts';
import { judgeShown, type Showing } from './shown.ts';

const labels = new Map([
  ['a-1', 'wanted'],
  ['a-12', 'longer name'],
]);
const showing: Showing = {
  expected: ['a-1'],
  labels,
  what: 'describe with the names ["a-1"]',
  others: false,
};

function answer(...names: string[]): Accepted {
  const exchange = {} as Accepted['exchange'];
  return { kind: 'accepted', status: 200, keyPairs: names.map((name) => ({ name })), exchange };
}

describe('judgeShown', () => {
  it('is content with exactly the expected names in any order', () => {
    expect(judgeShown(answer('a-1'), showing)).toBeUndefined();
    expect(judgeShown(answer('a-12', 'a-1'), { ...showing, expected: ['a-1', 'a-12'] })).toBeUndefined();
  });

  it('names what is missing, by its label', () => {
    expect(judgeShown(answer(), showing)).toMatchObject({
      summary: 'describe with the names ["a-1"] does not show "a-1" (wanted)',
      observed: 'no key pair',
    });
  });

  it('names a near miss that is shown', () => {
    expect(judgeShown(answer('a-1', 'a-12'), showing)?.summary).toContain(
      'shows "a-12" (longer name), which it must not',
    );
  });

  it('counts strangers, unless they are allowed', () => {
    const judgement = judgeShown(answer('a-1', 'x', 'y', 'z', 'w'), showing);
    expect(judgement?.summary).toContain('shows 4 key pairs that nobody asked for');
    expect(judgement?.observed).toBe('"a-1" (wanted) and 4 others, e.g. "x", "y", "z"');
    expect(judgeShown(answer('a-1', 'x'), { ...showing, others: true })).toBeUndefined();
  });

  it('notices a name that is shown twice', () => {
    expect(judgeShown(answer('a-1', 'a-1'), showing)?.summary).toContain('"a-1" (wanted) more than once');
  });
});
