import { describe, expect, it } from 'vitest';
import { wantsColour } from './style.ts';
import { table } from './table.ts';
import { columnsOf, wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks at spaces and cuts only words wider than a line', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrap('aa bbbbbbbb c', 3)).toEqual(['aa', 'bbb', 'bbb', 'bb', 'c']);
    expect(wrap('', 5)).toEqual(['']);
  });

  it('counts the columns of wide, combining and plain characters', () => {
    expect(columnsOf('abc')).toBe(3);
    expect(columnsOf('漢字')).toBe(4);
    expect(columnsOf('e\u0301')).toBe(1);
    expect(wrap('漢字漢字', 5)).toEqual(['漢字', '漢字']);
  });

  it('loses nothing but spaces', () => {
    const text = 'one  two three-and-a-half 漢字漢字 four';
    for (let width = 2; width < 40; width++) {
      const lines = wrap(text, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(lines.every((line) => columnsOf(line) <= width)).toBe(true);
    }
  });
});

describe('table', () => {
  it('aligns words to the left and figures to the right', () => {
    const columns = [
      { title: '', align: 'left' },
      { title: 'n', align: 'right' },
    ] as const;
    expect(
      table(columns, [
        ['漢', '1'],
        ['abc', '10'],
      ]),
    ).toEqual(['      n', '漢    1', 'abc  10']);
  });
});

describe('wantsColour', () => {
  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('with a terminal %s and %j is %s', (isTTY, environment, wanted) => {
    expect(wantsColour({ isTTY }, environment)).toBe(wanted);
  });
});
