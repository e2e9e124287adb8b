import { expect, it } from 'vitest';
import { createStyle } from '../reports/text/style.ts';
import { contractFor } from './contract.ts';
import { tableOf } from './list.ts';
import { requirementLines } from './requirement-lines.ts';

const WORDS = 'one two three four five six seven eight nine ten eleven twelve';
const rows = [
  { id: 'a', count: 1, note: '' },
  { id: 'bc', count: 22, note: WORDS },
];

it.each([[48], [80]])('on a terminal of %i columns the last column goes on below itself', (width) => {
  const lines = tableOf(rows, width).trimEnd().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  const place = lines[0]?.indexOf('note') ?? 0;
  expect(lines.slice(2).every((line) => line.lastIndexOf(' ', place) === place - 1)).toBe(true);
  const note = lines.slice(2).map((line) => line.slice(place));
  expect(note.join(' ')).toBe(WORDS);
});

it('is cut where there is no room for that, and whole where there is no terminal', () => {
  const narrow = tableOf(rows, 30).trimEnd().split('\n');
  expect(narrow.map((line) => line.length <= 30)).toEqual([true, true, true]);
  expect(narrow[2]).toMatch(/…$/);
  expect(tableOf(rows, Number.POSITIVE_INFINITY)).toContain(WORDS);
});

it('a requirement is its statement and then its id, within the terminal', async () => {
  const { requirements } = await contractFor('aws-ec2');
  for (const requirement of requirements) {
    const lines = requirementLines(requirement, { width: 80, style: createStyle(false) });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const { id, level, evidence, statement } = requirement;
    const words = lines.map((line) => line.trim().replace(/^\| /, '')).join(' ');
    expect(words.replaceAll(/ +/g, ' ')).toBe(`${statement} ${id} ${level}, ${evidence}`);
  }
});
