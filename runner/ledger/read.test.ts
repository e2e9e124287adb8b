import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from './ledger.ts';
import { readLedger } from './read.ts';

let folder: string;
let path: string;
const ABOUT = { prefix: 'kpc-abcdef-', provider: 'aws-ec2', endpoint: 'http://127.0.0.1:1/' };
const INTENT = { region: 'r1', operation: 'create', names: ['kpc-abcdef-1'] };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-read-'));
  path = join(folder, 'ledger.ndjson');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(intents: number): void {
  const ledger = openLedger(path, ABOUT);
  for (let count = 0; count < intents; count += 1) ledger.intent(INTENT);
  ledger.close();
}

it('a ledger cut off at any byte can be read, and holds every whole line', () => {
  write(3);
  const whole = readFileSync(path);
  for (let bytes = 0; bytes <= whole.length; bytes += 1) {
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
