import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../targets/target.ts';
import { judgeTags } from './tags.ts';

const exchange = { call: { operation: 'describe', region: 'here', parameters: {} } } as unknown as Exchange;
const a = { key: 'a', value: '1' };
const b = { key: 'b', value: '' };

describe('judgeTags', () => {
  it('compares sets: order does not count', () => {
    expect(judgeTags([a, b], { tags: [b, a], exchange })).toBeUndefined();
    expect(judgeTags([], { exchange })).toBeUndefined();
  });

  it('names what is missing and what was not sent', () => {
    expect(judgeTags([a, b], { tags: [a, { key: 'b', value: 'x' }], exchange })).toMatchObject({
      code: 'wrong-tags',
      facts: { lost: '{"b"=""}', added: '{"b"="x"}' },
    });
  });

  it('notices a tag that is shown twice', () => {
    expect(judgeTags([a], { tags: [a, a], exchange })).toMatchObject({
      facts: { observed: '{"a"="1", "a"="1"}' },
    });
  });

  it('tells an absent set from an empty one, and cuts long texts', () => {
    expect(judgeTags([a], { exchange })).toMatchObject({ facts: { observed: undefined } });
    expect(judgeTags([{ key: 'k', value: 'v'.repeat(900) }], { tags: [], exchange })).toMatchObject({
      facts: { expected: expect.stringMatching(/\.\.\. \(908 characters\)$/) },
    });
  });
});
