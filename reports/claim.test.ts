import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimDirectory, LOCK } from './claim.ts';
import { openReportFolder } from './folder.ts';
import { everyKindOfEvent } from './testing/events.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claim-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const put = (name: string, text = 'of the user'): void => writeFileSync(join(directory, name), text);
const get = (name: string): string => readFileSync(join(directory, name), 'utf8');

it('an empty directory is taken, and given back', () => {
  const release = claimDirectory(directory);
  expect(readdirSync(directory)).toEqual([LOCK]);
  release();
  expect(readdirSync(directory)).toEqual([]);
});

it.each(['index.html', 'summary.md', 'report.json', 'events.ndjson'])(
  'a project with its own %s loses nothing',
  (name) => {
    put(name);
    put('package.json', '{}');
    expect(() => openReportFolder(directory)).toThrow(/it holds '\S+' and no report/);
    expect([get(name), readdirSync(directory).sort()]).toEqual([
      'of the user',
      [name, 'package.json'].sort(),
    ]);
  },
);

it.each(['index.html', 'junit.xml', 'report.json', 'baseline.json', 'failures'])(
  'a directory with nothing but %s, and no report of a run, loses nothing',
  (name) => {
    if (name === 'failures') mkdirSync(join(directory, name));
    else put(name);
    expect(() => openReportFolder(directory)).toThrow(`it holds '${name}' and no report`);
  },
);

it('failures that no run wrote are not emptied', () => {
  const [started] = everyKindOfEvent();
  put('events.ndjson', `${JSON.stringify(started)}\n`);
  mkdirSync(join(directory, 'failures/0123456789abcdef'), { recursive: true });
  claimDirectory(directory)();
  mkdirSync(join(directory, 'failures/mine'), { recursive: true });
  expect(() => claimDirectory(directory)).toThrow("it holds 'failures/mine', which no run wrote");
});

it('a report of an earlier run is replaced, and other files beside it stay', () => {
  const [started] = everyKindOfEvent();
  put('events.ndjson', `${JSON.stringify(started)}\n`);
  put('notes.txt');
  openReportFolder(directory);
  expect([get('events.ndjson'), get('notes.txt')]).toEqual(['', 'of the user']);
});

it('the directory that one is in is never taken, nor one around it', () => {
  for (const path of ['.', '..', process.cwd(), '/'])
    expect(() => claimDirectory(path)).toThrow('the directory that you are in');
});

it('a baseline in the directory is never overwritten', () => {
  put('baseline.json');
  expect(() => openReportFolder(directory, [join(directory, 'baseline.json')])).toThrow(
    /a run would overwrite '.*baseline\.json' in it/,
  );
  expect(get('baseline.json')).toBe('of the user');
});

it('no symbolic link is followed', () => {
  put('secret');
  const out = join(directory, 'out');
  mkdirSync(out);
  symlinkSync(join(directory, 'secret'), join(out, 'events.ndjson'));
  expect(() => openReportFolder(out)).toThrow("'events.ndjson' in it is a symbolic link");
  symlinkSync(out, join(directory, 'link'));
  expect(() => openReportFolder(join(directory, 'link'))).toThrow('it is a symbolic link');
  expect(get('secret')).toBe('of the user');
});

it('of two runs in one directory the second is refused, and the lock of a dead one is not in the way', () => {
  openReportFolder(directory);
  expect(() => openReportFolder(directory)).toThrow('another run writes into it');
  // No process has this number: it is above the limit of every system.
  put(LOCK, '2147483646');
  expect(() => openReportFolder(directory)).not.toThrow();
});
