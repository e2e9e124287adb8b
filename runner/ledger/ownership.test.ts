import { expect, it } from 'vitest';
import { ownershipOf } from './ownership.ts';
import type { Entry, EntryState } from './read.ts';

const PREFIX = 'kpc-abcdef-';
const NAME = `${PREFIX}0123456789ab`;
const AT = '2026-01-02T03:04:05.000Z';

function entry(name: string, state: EntryState, changes: Partial<Entry> = {}): Entry {
  return {
    run: 'one',
    seq: 1,
    provider: 'aws-ec2',
    endpoint: 'http://127.0.0.1:1/',
    region: 'r1',
    operation: 'create',
    names: [name],
    at: AT,
    state,
    removed: false,
    prefix: PREFIX,
    ...changes,
  };
}

const UNANSWERED = { kind: 'unanswered' } as const;

it.each([
  [
    'the id of an accepted call, whatever the name is now',
    { name: 'x', id: 'key-1' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }),
  ],
  ['the whole name of a call without an answer', { name: NAME, id: 'key-1' }, entry(NAME, UNANSWERED)],
  ['the whole name of a refused call', { name: NAME, id: 'key-1' }, entry(NAME, { kind: 'refused' })],
  [
    'a short name of an unanswered call, made in its minute',
    { name: 'a', createdAt: '2026-01-02T03:04:06Z' },
    entry('a', UNANSWERED),
  ],
])('ours: %s', (_, view, listed) => {
  expect(ownershipOf(view, [listed]).kind).toBe('ours');
});

it.each([
  [
    'another id under an accepted name',
    { name: NAME, id: 'key-2' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }),
  ],
  [
    'a short name of an unanswered call, made a year before',
    { name: 'a', createdAt: '2025-01-02T03:04:06Z' },
    entry('a', UNANSWERED),
  ],
  ['a short name of an unanswered call, made nobody knows when', { name: 'a' }, entry('a', UNANSWERED)],
])('doubtful: %s', (_, view, listed) => {
  expect(ownershipOf(view, [listed]).kind).toBe('doubtful');
});

it.each([
  [
    'a name with the prefix that the ledger does not list',
    { name: `${PREFIX}999999999999` },
    entry(NAME, UNANSWERED),
  ],
  ['a name that begins with a listed one', { name: `${NAME}-x` }, entry(NAME, UNANSWERED)],
  ['a short name whose create was refused', { name: 'a', createdAt: AT }, entry('a', { kind: 'refused' })],
  [
    'a removed name that was given away',
    { name: NAME, id: 'key-2' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }, { removed: true }),
  ],
])('foreign: %s', (_, view, listed) => {
  expect(ownershipOf(view, [listed]).kind).toBe('foreign');
});
