import { describe, expect, it } from 'vitest';
import { escapeLine, escapeLines } from './escape.ts';

describe('escapeLine', () => {
  it.each([
    ['plain text, ünïcode 漢字 😀', 'plain text, ünïcode 漢字 😀'],
    ['\x1b[31m', '\\x1b[31m'],
    ['a\tb\r\n', 'a\\tb\\r\\n'],
    ['\x9b\x7f\x00', '\\x9b\\x7f\\x00'],
    ['\u202eexe\u2066', '\\u202eexe\\u2066'],
    ['\u200b\ufeff\u2028', '\\u200b\\ufeff\\u2028'],
    ['\ud800', '\\ud800'],
    ['\u{e0041}', '\\u{e0041}'],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeLine(text)).toBe(shown);
  });

  it('keeps line breaks as lines where several lines are allowed', () => {
    expect(escapeLines('a\r\nb\n\rc')).toEqual(['a', 'b', '\\rc']);
  });
});
