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
  detail: '',
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

  it('tells in which ways the set is wrong, with the labels of what it made', () => {
    const facts = (names: readonly string[]): object => ({
      code: 'wrong-selection',
      facts: judgeShown(answer(...names), showing)?.facts,
    });
    expect(facts([])).toMatchObject({
      facts: { ways: ['missing'], expected: ['"a-1" (wanted)'], observed: [] },
    });
    expect(facts(['a-1', 'a-12'])).toMatchObject({
      facts: { ways: ['unwanted'], observed: ['"a-1" (wanted)', '"a-12" (longer name)'] },
    });
    expect(facts(['a-1', 'a-1'])).toMatchObject({ facts: { ways: ['repeated'] } });
  });

  it('counts strangers, unless they are allowed', () => {
    expect(judgeShown(answer('a-1', 'x', 'y', 'z', 'w'), showing)?.facts).toMatchObject({
      ways: ['strangers'],
      strangers: 4,
    });
    expect(judgeShown(answer('a-1', 'x'), { ...showing, others: true })).toBeUndefined();
  });
});
