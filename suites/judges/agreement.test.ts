import { describe, expect, it } from 'vitest';
import type { Accepted, Exchange, KeyPairView, Outcome } from '../../targets/target.ts';
import { disagreements } from './agreement.ts';

const exchange = { id: 1 } as Exchange;

function shown(keyPairs: readonly KeyPairView[], rest: Partial<Accepted> = {}): Accepted {
  return { kind: 'accepted', status: 200, keyPairs, exchange, ...rest };
}

function refused(rest: object = {}): Outcome {
  return { kind: 'refused', status: 400, code: 'A', message: 'm', requestId: 'r', exchange, ...rest };
}

const pair: KeyPairView = {
  name: 'n',
  id: 'key-1',
  fingerprint: 'f',
  keyType: 'rsa',
  privateKey: 'p',
  publicKey: 'k\n',
  createdAt: '2026-11-22T04:44:35.946Z',
  tags: [
    { key: 'a', value: '1' },
    { key: 'b', value: '' },
  ],
};

function summaries(read: Outcome, raw: Outcome): readonly string[] {
  return disagreements(read, raw).map(({ facts }) => ('part' in facts ? facts.part : 'outcome'));
}

describe('two readings of one answer', () => {
  it.each<[string, Outcome, Outcome]>([
    ['the same fields', shown([pair]), shown([pair])],
    ['tags in another order', shown([{ ...pair, tags: pair.tags?.toReversed() ?? [] }]), shown([pair])],
    ['an empty set and no set of tags', shown([{ name: 'n', tags: [] }]), shown([{ name: 'n' }])],
    [
      'one instant in two notations',
      shown([{ ...pair, createdAt: '2026-11-22T04:44:35.946Z' }]),
      shown([{ ...pair, createdAt: '2026-11-22T05:44:35.946400+01:00' }]),
    ],
    ['a list in another order', shown([{ name: 'x' }, pair]), shown([pair, { name: 'x' }])],
    [
      'true and TRUE',
      shown([], { deleted: { acknowledged: 'true' } }),
      shown([], { deleted: { acknowledged: ' TRUE' } }),
    ],
    ['one refusal, whatever its request id', refused({ requestId: 'other' }), refused()],
  ])('agree on %s', (_, read, raw) => {
    expect(summaries(read, raw)).toEqual([]);
  });

  it.each<[keyof KeyPairView, KeyPairView, string]>([
    ['name', { ...pair, name: 'N' }, 'name'],
    ['id', { ...pair, id: 'key-2' }, 'key pair id'],
    ['fingerprint', { ...pair, fingerprint: 'F' }, 'fingerprint'],
    ['keyType', { ...pair, keyType: 'ed25519' }, 'key type'],
    ['privateKey', { ...pair, privateKey: 'P' }, 'private key'],
    ['publicKey', { ...pair, publicKey: 'k' }, 'public key'],
    ['createdAt', { ...pair, createdAt: '2026-11-22T04:44:35.944Z' }, 'create time'],
    ['tags', { ...pair, tags: [{ key: 'a', value: '1' }] }, 'set of tags'],
  ])('differ in the %s alone', (_, read, what) => {
    expect(summaries(shown([read]), shown([pair]))).toEqual([what]);
  });

  it.each<[string, Outcome, Outcome]>([
    ['error code', refused({ code: 'B' }), refused()],
    ['HTTP status', refused({ status: 412 }), refused()],
    ['error message', refused({ message: 'M' }), refused()],
    ['outcome', shown([pair]), refused()],
    ['number of key pairs', shown([]), shown([pair])],
    ['name of a key pair', shown([pair, { name: 'y' }]), shown([pair, { name: 'x' }])],
    [
      'acknowledgement',
      shown([], { deleted: { acknowledged: 'false' } }),
      shown([], { deleted: { acknowledged: 'true' } }),
    ],
    ['key pair id', shown([], { deleted: { id: 'key-1' } }), shown([])],
  ])('differ in the %s', (what, read, raw) => {
    expect(summaries(read, raw)).toEqual([what]);
  });
});
