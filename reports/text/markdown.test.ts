import { describe, expect, it } from 'vitest';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown.ts';

describe('markdownText', () => {
  it.each([
    ['a_b *c* [x](y) # | ~', 'a\\_b \\*c\\* \\[x\\](y) \\# \\| \\~'],
    ['<script> & @team', '&#60;script\\> &#38; &#64;team'],
    ['https://evil.example www.evil.example', 'https&#58;//evil.example www&#46;evil.example'],
    ['$\\href{x}{y}$ :tada: GH-1 a@b.c', '&#36;\\\\href\\{x\\}\\{y\\}&#36; &#58;tada: GH&#45;1 a&#64;b.c'],
    ['a: b 1.5', 'a: b 1.5'],
    ['two\n  lines\x1b', 'two lines\\\\x1b'],
  ])('shows %j as it is', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });
});

describe('markdownCode', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['', '` `'],
    [' padded ', '`  padded  `'],
  ])('ends the span of %j where it should', (text, markdown) => {
    expect(markdownCode(text)).toBe(markdown);
  });
});

it('fences a block longer than any fence in it', () => {
  expect(markdownBlock('```\nx', 'sh')).toEqual(['````sh', '```', 'x', '````']);
});

it('aligns the columns of a table', () => {
  expect(
    markdownTable(
      [
        { title: 'a', align: 'left' },
        { title: 'n', align: 'right' },
      ],
      [['x', '1']],
    ),
  ).toEqual(['| a | n |', '| --- | ---: |', '| x | 1 |']);
});
