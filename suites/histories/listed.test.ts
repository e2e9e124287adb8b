import { expect, test } from 'vitest';
import { listedIn, misshownInWords } from './listed.ts';
import type { ModelPair } from './model/state.ts';

const pair = (name: string): ModelPair => ({
  serial: 0,
  region: 'here',
  name,
  origin: 'imported',
  keyType: 'ed25519',
  tags: [],
  reused: false,
});
const sort = (name: string): 'own' | 'retired' | 'strange' =>
  name.startsWith('own') ? 'own' : name.startsWith('retired') ? 'retired' : 'strange';
const listed = (names: readonly string[], wanted: readonly string[], others = false) =>
  listedIn(
    names.map((name) => ({ name })),
    wanted.map(pair),
    sort,
    others,
  );

test('a describe that shows exactly what it has to, in any order, has nothing wrong', () => {
  const { there, wrong } = listed(['own 2', 'own 1'], ['own 1', 'own 2']);
  expect(there.map(({ pair: { name }, view }) => [name, view.name])).toEqual([
    ['own 1', 'own 1'],
    ['own 2', 'own 2'],
  ]);
  expect(wrong).toEqual([]);
});

test('what is missing, repeated or shown though it must not be is told, and the rest is still compared', () => {
  const { there, wrong } = listed(['own 1', 'own 1', 'own 3', 'own 4'], ['own 1', 'own 2', 'own 3']);
  expect(wrong).toEqual([
    { name: 'own 1', shown: 'repeated' },
    { name: 'own 2', shown: 'missing' },
    { name: 'own 4', shown: 'shown' },
  ]);
  expect(there.map(({ pair: { name } }) => name)).toEqual(['own 1', 'own 3']);
});

test('key pairs of others are allowed in a whole list, and told once elsewhere', () => {
  expect(listed(['own 1', 'a', 'b'], ['own 1'], true).wrong).toEqual([]);
  expect(listed(['own 1', 'a', 'b'], ['own 1']).wrong).toEqual([{ name: 'a', shown: 'shown' }]);
});

test('a name whose state is not known is neither missing nor shown', () => {
  expect(listed(['retired 1'], []).wrong).toEqual([]);
});

test('what came late says when it came', () => {
  expect(misshownInWords('n', 'missing', { lateMs: 620 }).observed).toBe(
    'no such key pair, and right 620 ms later: eventual consistency',
  );
  expect(misshownInWords('n', 'shown', 'never')).toEqual({
    expected: 'no key pair "n"',
    observed: 'the key pair "n" is there',
  });
});
