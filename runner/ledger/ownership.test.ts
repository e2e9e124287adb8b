import { expect, it } from 'vitest';
import type { KeyPairView } from '../../targets/target.ts';
import { Listed } from './ownership.ts';
import type { Entry, EntryState } from './read.ts';

const PREFIX = 'k3v9x2m4q7-';
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

it.each<[string, KeyPairView, Entry]>([
  ['the whole name of a call without an answer', { name: NAME, id: 'key-1' }, entry(NAME, UNANSWERED)],
  [
    'name and id of an accepted call',
    { name: NAME, id: 'key-1' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }),
  ],
  ['a name whose delete was a lie', { name: NAME }, entry(NAME, { kind: 'accepted' }, { removed: true })],
  [
    'a short name with the tag of the run',
    { name: 'a', tags: [{ key: 'keypair-conformance-run', value: 'k3v9x2m4q7' }] },
    entry('a', UNANSWERED),
  ],
])('ours: %s', (_, view, listed) => {
  expect(new Listed([listed]).ownershipOf(view).kind).toBe('ours');
});

it.each<[string, KeyPairView, Entry]>([
  [
    'another id under an accepted name',
    { name: NAME, id: 'key-2' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }),
  ],
  ['a name whose create was rejected', { name: NAME, id: 'key-1' }, entry(NAME, { kind: 'refused' })],
  [
    'a short name of an unanswered call, made in its minute',
    { name: 'a', createdAt: AT },
    entry('a', UNANSWERED),
  ],
  [
    'a short name, even with the id of the accepted call',
    { name: 'a', id: 'key-1' },
    entry('a', { kind: 'accepted', id: 'key-1' }),
  ],
  ['a name that is the prefix alone', { name: `${PREFIX}x` }, entry(`${PREFIX}x`, UNANSWERED)],
])('doubtful: %s', (_, view, listed) => {
  expect(new Listed([listed]).ownershipOf(view).kind).toBe('doubtful');
});

it.each<[string, KeyPairView, Entry]>([
  [
    'an id that a response gave, under another name',
    { name: 'prod', id: 'key-1' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }),
  ],
  ['a name that a response gave', { name: 'prod' }, entry(NAME, { kind: 'accepted', name: 'prod' })],
  ['a name with the prefix that no create sent', { name: `${PREFIX}999999999999` }, entry(NAME, UNANSWERED)],
  ['a name that begins with a listed one', { name: `${NAME}-x` }, entry(NAME, UNANSWERED)],
  ['a short name whose create was rejected', { name: 'a', createdAt: AT }, entry('a', { kind: 'refused' })],
  [
    'another id under a short name',
    { name: 'a', id: 'key-2' },
    entry('a', { kind: 'accepted', id: 'key-1' }),
  ],
  [
    'a removed name that was given away',
    { name: NAME, id: 'key-2' },
    entry(NAME, { kind: 'accepted', id: 'key-1' }, { removed: true }),
  ],
])('foreign: %s', (_, view, listed) => {
  expect(new Listed([listed]).ownershipOf(view).kind).toBe('foreign');
});
