import { describe, expect, it } from 'vitest';
import { judgeTags } from './tags.ts';

const a = { key: 'a', value: '1' };
const b = { key: 'b', value: '' };

describe('judgeTags', () => {
  it('compares sets: order does not count', () => {
    expect(judgeTags([a, b], [b, a], 'the answer')).toBeUndefined();
    expect(judgeTags([], undefined, 'the answer')).toBeUndefined();
  });

  it('names what is missing and what was not sent', () => {
    expect(judgeTags([a, b], [a, { key: 'b', value: 'x' }], 'the answer')).toMatchObject({
      summary: 'the answer does not show the tags that were sent',
      hints: ['missing: {"b"=""}', 'not sent: {"b"="x"}'],
    });
  });

  it('notices a tag that is shown twice', () => {
    expect(judgeTags([a], [a, a], 'the answer')?.observed).toBe('{"a"="1", "a"="1"}');
  });

  it('tells an absent set from an empty one, and cuts long texts', () => {
    expect(judgeTags([a], undefined, 'the answer')?.observed).toBe('no tags at all');
    expect(judgeTags([{ key: 'k', value: 'v'.repeat(900) }], [], 'the answer')?.expected).toMatch(
      /\.\.\. \(908 characters\)$/,
    );
  });
});
