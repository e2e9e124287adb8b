import { expect, test } from 'vitest';
import type { Exchange } from '../../targets/target.ts';
import { LOOKING } from './blame.ts';
import type { Deviation } from './deviation.ts';
import { Learned } from './known.ts';

const some: Deviation = {
  kind: 'change',
  operation: 'describe',
  field: 'fingerprint',
  pair: 'an imported rsa key pair',
  situation: 'import (dry-run)',
  expected: 'a',
  observed: 'b',
  exchange: {} as Exchange,
};
const sent: Deviation = { ...some, kind: 'answer', way: 'by id', answer: 'unreadable', sending: 'presigned' };

const knows = (told: Deviation, met: Deviation): boolean => {
  const learned = new Learned();
  learned.add(told);
  return learned.has(met);
};

test('what was told is known under every name, in every way of sending and after every call that shows it too', () => {
  expect(knows(some, some)).toBe(true);
  expect(knows(some, { ...some, sending: 'presigned' })).toBe(true);
  expect(knows(some, { ...some, pair: `${some.pair} under a name that was used before` })).toBe(true);
  expect(knows({ ...some, situation: LOOKING }, some)).toBe(true);
});

test('another field, another call and a plainer form are news', () => {
  expect(knows(some, { ...some, field: 'tags' })).toBe(false);
  expect(knows(some, { ...some, situation: 'delete' })).toBe(false);
  expect(knows(some, { ...some, situation: LOOKING })).toBe(false);
  expect(knows({ ...some, sending: 'presigned' }, some)).toBe(false);
});

test('a way of sending that gets what nobody can read is told once, whatever is sent', () => {
  const { way: _, ...elsewhere } = { ...sent, operation: 'delete', situation: 'dry-run' } as const;
  expect(knows(sent, elsewhere)).toBe(true);
  expect(knows(sent, { ...elsewhere, sending: 'GET' })).toBe(false);
  expect(knows(sent, { ...elsewhere, answer: 'Refused (HTTP 400)' })).toBe(false);
  expect(knows({ ...sent, answer: 'Refused (HTTP 400)' }, elsewhere)).toBe(false);
});
