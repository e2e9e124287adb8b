import { expect, it } from 'vitest';
import { createStyle } from '../reports/text/style.ts';
import { contractFor } from './contract.ts';
import { entriesOf, tableOf } from './list.ts';
import { entryLines } from './list-entry.ts';

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

it.each(['requirements', 'documents'] as const)(
  '%s are each a text and then an id, within the terminal',
  async (what) => {
    const contract = await contractFor('aws-ec2');
    const entries = entriesOf(what, contract) ?? [];
    expect(entries.map(({ id }) => id)).toEqual(contract[what].map(({ id }) => id));
    for (const entry of entries) {
      const lines = entryLines(entry, { width: 80, style: createStyle(false) });
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      const words = lines.map((line) => line.trim().replace(/^\| /, '')).join(' ');
      expect(words.replaceAll(/ +/g, ' ')).toBe(`${entry.text} ${entry.id} ${entry.note}`);
    }
  },
);
