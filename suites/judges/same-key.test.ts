import { describe, expect, it } from 'vitest';
import type { Contract, FingerprintRule } from '../../specs/contract.ts';
import type { Exchange, KeyPairView } from '../../targets/target.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import { toBlob } from '../keys/material.ts';
import { ed25519FromSeed } from '../keys/synthetic.ts';
import { opensshLine } from '../keys/write-public.ts';
import { judgeNoOtherKey, lookForKey } from './same-key.ts';

const rule: FingerprintRule = {
  id: 'imported',
  origin: 'imported',
  keyType: 'ed25519',
  digest: 'sha256',
  over: 'ssh-blob',
  rendering: 'base64-padded',
  pattern: '.*',
  sources: [],
};
const contract = { rules: { fingerprints: [rule] } } as unknown as Contract;
const key = ed25519FromSeed(Buffer.alloc(32, 1));
const other = ed25519FromSeed(Buffer.alloc(32, 2));
const fingerprint = fingerprintOf(rule, { publicBlob: toBlob(key) }) ?? '';

const exchange = { call: { operation: 'describe', region: 'here', parameters: {} } } as unknown as Exchange;

function sight(view: KeyPairView): string {
  return lookForKey(contract, { ...view, exchange }, key, '').kind;
}

describe('lookForKey', () => {
  it('knows the key by the public key, whatever its comment and whatever the fingerprint', () => {
    expect(sight({ publicKey: `${opensshLine(key, 'some name')}\n`, fingerprint: 'aa:bb' })).toBe('same');
  });

  it('knows the key by the fingerprint where no public key is shown', () => {
    expect(sight({ fingerprint })).toBe('same');
  });

  it('finds another key when the public key is another, even with the right fingerprint', () => {
    expect(sight({ publicKey: opensshLine(other), fingerprint })).toBe('other');
    expect(lookForKey(contract, { publicKey: opensshLine(other), exchange }, key, '')).toMatchObject({
      mismatch: { code: 'wrong-key', facts: { expected: opensshLine(key), observed: opensshLine(other) } },
    });
  });

  it('is told nothing by a public key that cannot be read, which is the business of another requirement', () => {
    expect(sight({ publicKey: 'ssh-rsa' })).toBe('untold');
    expect(sight({ publicKey: 'ssh-rsa', fingerprint })).toBe('same');
  });

  it('is told nothing by a wrong fingerprint or by none', () => {
    expect(sight({ fingerprint: 'aa:bb' })).toBe('untold');
    expect(sight({})).toBe('untold');
  });
});

describe('judgeNoOtherKey', () => {
  it('lets pass what does not tell and objects to another key', () => {
    expect(judgeNoOtherKey(contract, { fingerprint: 'aa:bb', exchange }, key, '')).toBeUndefined();
    expect(judgeNoOtherKey(contract, { publicKey: opensshLine(other), exchange }, key, '')).toMatchObject({
      code: 'wrong-key',
    });
  });
});
