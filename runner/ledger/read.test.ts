import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../targets/usage-error.ts';
import { openLedger } from './ledger.ts';
import { isOpen, readLedger } from './read.ts';

let folder: string;
let path: string;
const ABOUT = {
  prefix: 'qqom9woawb-',
  secret: `${'0'.repeat(31)}1`,
  provider: 'aws-ec2',
  endpoint: 'http://127.0.0.1:1/',
};
const INTENT = { region: 'r1', operation: 'create', names: ['qqom9woawb-1'] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-read-'));
  path = join(folder, 'ledger.ndjson');
});

afterEach(() => rmSync(folder, { recursive: true }));

const firstLine = (ledger: Buffer): string => ledger.subarray(0, ledger.indexOf('\n') + 1).toString();
const intentOf = (run: string, name: string): string =>
  `${JSON.stringify({ type: 'intent', run, seq: 1, ...INTENT, ...ABOUT, names: [name], at: '' })}\n`;

function write(intents: number): void {
  const ledger = openLedger(path, ABOUT);
  for (let count = 0; count < intents; count += 1) ledger.intent(INTENT);
  ledger.close();
}

it('a ledger cut off at any byte behind its first line can be read, and holds every whole line', () => {
  write(3);
  const whole = readFileSync(path);
  for (let bytes = whole.indexOf('\n'); bytes <= whole.length; bytes += 1) {
    writeFileSync(path, whole.subarray(0, bytes));
    const newlines = whole.subarray(0, bytes).toString().split('\n').length - 1;
    expect(readLedger(path).entries.length).toBeGreaterThanOrEqual(newlines - 1);
  }
});

it('a torn line does not swallow the lines of the next run', () => {
  write(1);
  appendFileSync(path, '{"type":"intent","run":"to');
  write(2);
  expect(readLedger(path).entries).toHaveLength(3);
});

it('a first line that a full disk tore off hides nothing of the next run', () => {
  writeFileSync(path, '{"type":"opened","run":"to', { mode: 0o600 });
  write(2);
  expect(readLedger(path).entries).toHaveLength(2);
});

it('a line that another writer tore off does not swallow the next line of an open ledger', () => {
  const ledger = openLedger(path, ABOUT);
  ledger.intent(INTENT);
  appendFileSync(path, '{"type":"intent","run":"to');
  const seq = ledger.intent(INTENT);
  ledger.accepted(seq, { id: 'key-1' });
  ledger.close();
  expect(readLedger(path).entries.map(({ state }) => state.kind)).toEqual(['unanswered', 'accepted']);
});

it('a damaged line between others is an error with its place', () => {
  write(3);
  const lines = readFileSync(path, 'utf8').split('\n');
  lines[2] = '{"type":"intent"';
  writeFileSync(path, lines.join('\n'));
  expect(() => readLedger(path)).toThrow(/ledger\.ndjson:3: this is no line of a ledger/);
});

it('entries of two runs with equal numbers are told apart', () => {
  write(1);
  write(1);
  const { entries } = readLedger(path);
  expect(new Set(entries.map(({ run, seq }) => `${run} ${seq}`)).size).toBe(2);
});

it('a file that is not there is an error with one line', () => {
  expect(() => readLedger(join(folder, 'none'))).toThrow(/^the ledger '.*none' cannot be read/);
});

it.each<[string, (ledger: Buffer) => string | Buffer]>([
  ['an empty file', () => ''],
  ['random bytes', () => randomBytes(4_096)],
  ['a ledger that was compressed', (ledger) => gzipSync(ledger)],
  ['a license', () => 'Apache License\nVersion 2.0\n'],
  ['credentials', () => '[default]\naws_access_key_id = A\n'],
  ['a tail of NUL', (ledger) => Buffer.concat([ledger, Buffer.alloc(64)])],
  ['two torn lines at the end', (ledger) => `${ledger}{"type":"intent"\n{"type":"acc`],
  ['a torn line that has a line end', (ledger) => `${ledger}{"type":"intent"\n`],
  ['a misspelt type', (ledger) => `${ledger}{"type":"acepted","run":"x","seq":1}\n`],
  ['a line of a run that did not open it', (ledger) => `${ledger}{"type":"removed","run":"x","seq":1}\n`],
  ['entries without the line that opens it', (ledger) => ledger.subarray(ledger.indexOf('\n') + 1)],
  ['a prefix that no run makes', (ledger) => ledger.toString().replaceAll('qqom9woawb-', 'prod')],
  [
    'a prefix that looks drawn and does not follow from the secret',
    (ledger) => ledger.toString().replaceAll('qqom9woawb-', 'customer2024-'),
  ],
  [
    'a region that leads to another host',
    (ledger) => ledger.toString().replaceAll('"r1"', '"x@evil.example/"'),
  ],
  ['a prefix without its secret', (ledger) => ledger.toString().replaceAll(/"secret":"\w*",/g, '')],
  [
    'a run that opens it again with another prefix',
    (ledger) => `${ledger}${firstLine(ledger).replace('qqom9woawb-', 'x-qqom9woawb-')}`,
  ],
  [
    'an intent of a sweep, which makes nothing',
    (ledger) =>
      `${ledger}${firstLine(ledger).replace(/"run":"[^"]*","prefix":"[^"]*","secret":"[^"]*"/, '"run":"s","prefix":""')}${intentOf('s', 'prod-key')}`,
  ],
])('%s is no ledger', (_, change) => {
  write(2);
  writeFileSync(path, change(readFileSync(path)));
  expect(() => readLedger(path)).toThrow(/ledger\.ndjson:\d+: this is no line of a ledger/);
});

it.skipIf(process.platform === 'win32')('a pipe that nobody writes into is not waited for', () => {
  execFileSync('mkfifo', ['-m', '600', path]);
  expect(() => readLedger(path)).toThrow('it is no plain file');
});

describe.each<[string, (file: string) => unknown]>([
  ['reading', readLedger],
  ['writing', (file) => openLedger(file, ABOUT)],
])('for %s', (_, use) => {
  const entries = (): number => readLedger(path).entries.length;

  it('a symbolic link and a directory are not used', () => {
    write(1);
    const link = join(folder, 'link');
    symlinkSync(path, link);
    for (const other of [link, folder]) expect(() => use(other)).toThrow(UsageError);
    expect(entries()).toBe(1);
  });

  it.skipIf(process.platform === 'win32').each([0o620, 0o660, 0o602, 0o606, 0o622, 0o666, 0o777, 0o720])(
    'a file of mode %o, which others can write, is not used',
    (mode) => {
      write(1);
      chmodSync(path, mode);
      expect(() => use(path)).toThrow(/ledger\.ndjson' is not used: others can write it/);
      chmodSync(path, 0o600);
      expect(entries()).toBe(1);
    },
  );

  it.skipIf(process.platform === 'win32').each([0o600, 0o640, 0o644, 0o700, 0o604])(
    'a file of mode %o is used',
    (mode) => {
      write(1);
      chmodSync(path, mode);
      expect(() => use(path)).not.toThrow();
    },
  );

  it.skipIf(process.getuid?.() !== 0)('a file of another user is not used', () => {
    write(1);
    chownSync(path, 12_345, 12_345);
    expect(() => use(path)).toThrow(/ledger\.ndjson' is not used: it belongs to another user/);
    chownSync(path, 0, 0);
    expect(entries()).toBe(1);
  });
});

it.each([
  ['a text', '# readme\n'],
  ['other JSON', '{"name":"keypair-conformance"}\n'],
  ['the log of a run', '{"type":"run-started"}\n{"type":"run-finished"}\n'],
  ['bytes', '\u0000\u0001'],
])('%s is not written into as a ledger, and stays as it is', (_, text) => {
  writeFileSync(path, text, { mode: 0o600 });
  expect(() => openLedger(path, ABOUT)).toThrow(/ledger\.ndjson:1: this is no line of a ledger/);
  expect(readFileSync(path, 'utf8')).toBe(text);
});

it('what was deleted and found again is open again', () => {
  const ledger = openLedger(path, ABOUT);
  const seq = ledger.intent(INTENT);
  ledger.removed(seq);
  ledger.found(seq);
  ledger.close();
  expect(readLedger(path).entries.map(isOpen)).toEqual([true]);
});
