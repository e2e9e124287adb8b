import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PAGES_TITLE, type Page, writePages } from './pages.ts';

const page = (text: string): string => `<!doctype html>\n<title>${PAGES_TITLE}</title>\n${text}`;
const pages = (text: string): readonly Page[] => [
  ['index.html', page(text)],
  ['targets/one.html', text],
];

let parent: string;
let directory: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'pages-'));
  directory = join(parent, 'site');
});
afterEach(() => rmSync(parent, { recursive: true }));

const textOf = (path: string): string => readFileSync(join(directory, path), 'utf8');

describe('pages', () => {
  it('are written into a new directory, over themselves, and beside files of others', () => {
    expect(writePages(directory, pages('first'))).toBe(2);
    writeFileSync(join(directory, 'CNAME'), 'example.test');
    expect(writePages(directory, pages('second'))).toBe(2);
    expect([textOf('index.html'), textOf('targets/one.html'), textOf('CNAME')]).toEqual([
      page('second'),
      'second',
      'example.test',
    ]);
  });

  it.each(['index.html', 'targets/one.html'])('never replace %s of somebody else', (path) => {
    mkdirSync(join(directory, 'targets'), { recursive: true });
    writeFileSync(join(directory, path), 'of the user');
    expect(() => writePages(directory, pages('ours'))).toThrow(
      `it holds '${path}', which this program did not`,
    );
    expect(textOf(path)).toBe('of the user');
  });

  it.each(['report.json', 'events.ndjson'])('never replace those of a run, known by its %s', (name) => {
    mkdirSync(directory);
    writeFileSync(join(directory, name), '{"type":"run-started"}\n');
    expect(() => writePages(directory, pages('ours'))).toThrow('it is the report of a run');
  });

  it.each([
    ['itself', (elsewhere: string) => symlinkSync(elsewhere, directory)],
    ['in it', (elsewhere: string) => symlinkSync(elsewhere, join(directory, 'targets'))],
    [
      'that is a page',
      (elsewhere: string) => symlinkSync(join(elsewhere, 'x'), join(directory, 'index.html')),
    ],
  ])('follow no symbolic link %s', (where, link) => {
    const elsewhere = join(parent, 'elsewhere');
    mkdirSync(elsewhere);
    if (where !== 'itself') mkdirSync(directory);
    link(elsewhere);
    expect(() => writePages(directory, pages('ours'))).toThrow('is a symbolic link');
  });
});
