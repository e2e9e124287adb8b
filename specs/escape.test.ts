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
    ['a\u3164\ufe0f\u{e0100}\u034f\u2800', 'a\\u3164\\ufe0f\\u{e0100}\\u034f\\u2800'],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeLine(text)).toBe(shown);
  });

  it('keeps line breaks as lines where several lines are allowed', () => {
    expect(escapeLines('a\r\nb\n\rc')).toEqual(['a', 'b', '\\rc']);
  });

  it.each([
    '::error::x',
    '  ::set-output name=exit-code::0',
    'text ::stop-commands::token',
    ':::add-mask::x',
    ':\u200b:error::x',
    '##[error]x',
    'text ##[group]x',
    '##vso[task.complete result=Succeeded]',
    '##VSO[task.setvariable]x',
    "##teamcity[buildStatus status='SUCCESS']",
    '[::]::error::x',
    '[::error::]',
  ])('leaves no command of a CI system in %j', (text) => {
    const shown = escapeLine(text);
    expect(shown.replace(/\[[\da-f:]*\]/, '')).not.toMatch(/::|##[a-z]*\[/i);
    expect(escapeLine(shown)).toBe(shown);
  });

  it.each(['http://[::1]:5000/', 'https://[fe80::1]/', '# title', '## [x]', 'a: b'])(
    'leaves %j alone',
    (text) => {
      expect(escapeLine(text)).toBe(text);
    },
  );
});
