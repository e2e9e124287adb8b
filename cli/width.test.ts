import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { escapeLine } from '../specs/escape.ts';
import { fitting, widthOf } from './width.ts';

it.each([
  [{ columns: 132 }, { COLUMNS: '80' }, 132],
  [{}, { COLUMNS: '80' }, 80],
  [{}, {}, 100],
  [{}, { COLUMNS: 'wide' }, 100],
  [{ columns: 10 }, {}, 40],
])('the width of output on %j with %j is %i', (stream, environment, width) => {
  expect(widthOf(stream, environment)).toBe(width);
});

describe('lines that are printed', () => {
  const COLUMNS = process.env.COLUMNS;
  afterEach(() => {
    if (COLUMNS === undefined) delete process.env.COLUMNS;
    else process.env.COLUMNS = COLUMNS;
  });

  const text = `UNEXPECTED FAILURE  name.create.absent (wire) at ${'long-'.repeat(60)}.yaml:6: ${'many words '.repeat(40)}\u001b[2J ::error:: BASELINE OK ${'kpc '.repeat(30)}`;

  it.each([
    ['40', 40],
    ['80', 80],
    ['120', 120],
    ['500', 200],
    [undefined, 200],
  ])(
    'with COLUMNS %s are at most %i wide, lose nothing, and no part passes for a line of its own',
    (columns, width) => {
      if (columns === undefined) delete process.env.COLUMNS;
      else process.env.COLUMNS = columns;
      const printed = fitting([text, 'BASELINE MISMATCH  1 unexpected failure']);
      const lines = printed.trimEnd().split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => /^\S/.test(line))).toEqual([
        expect.stringMatching(/^UNEXPECTED FAILURE/),
        expect.stringMatching(/^BASELINE MISMATCH/),
      ]);
      expect(lines.filter((line) => /^ +[A-Z]{4}/.test(line))).toEqual([]);
      const letters = (one: string): string => one.replaceAll(/[\s|]+/g, '');
      expect(letters(printed)).toBe(letters(`${escapeLine(text)}BASELINE MISMATCH  1 unexpected failure`));
    },
  );
});
