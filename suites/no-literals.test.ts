import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { providers, readContract } from '../specs/compiled.ts';
import { linesHolding, literalsOf, namesOfProviders } from './testing/provider-literals.ts';

const ROOT = new URL('../', import.meta.url);
const FILES = ['suites', 'runner']
  .flatMap((room) =>
    readdirSync(new URL(room, ROOT), { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/testing/'))
  .sort();
const contracts = await Promise.all((await providers()).map((provider) => readContract(provider)));
const literals = [...namesOfProviders(), ...contracts.flatMap(literalsOf)];

test('the contracts yield literals of every kind', () => {
  const kinds = new Set(literals.map(({ from }) => from.replace(/ of [^ ]*$/u, '')));
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'the id',
      'an error code',
      'an operation',
      'a parameter',
      'an element',
      'the beginning of an id',
      'a reserved prefix',
      'a region',
      'a document',
    ]),
  );
  expect(literals.length).toBeGreaterThan(100);
});

describe('no file of the suites and the runner holds a text of one provider', () => {
  test.each(FILES)('%s', (file) => {
    const source = readFileSync(new URL(file, ROOT), 'utf8');
    const found = literals.flatMap((literal) =>
      linesHolding(source, literal).map(
        (line) => `${file}:${line} holds '${literal.text}', ${literal.from}; ask the contract for it`,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('a literal is found', () => {
  test.each([
    ["const code = 'InvalidKeyPair.Duplicate';", 'InvalidKeyPair.Duplicate'],
    ['/** As EC2 does. */', 'EC2'],
    ["if (id.startsWith('key-'))", 'key-'],
    ['const id = /^key-[0-9a-f]+$/;', 'key-'],
  ])('in %s', (source, text) => {
    expect(linesHolding(`\n${source}`, { text, from: '' })).toEqual([2]);
  });
});

describe('a literal is not found', () => {
  test.each([
    ["topic: 'key-material'", 'key-'],
    ['const keyPairIds = 1;', 'keyPairId'],
    ['InvalidKeyPairs', 'InvalidKeyPair'],
  ])('in %s', (source, text) => {
    expect(linesHolding(source, { text, from: '' })).toEqual([]);
  });
});
