import { createPublicKey, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { KeyTable, unusualRsa } from './key-table.ts';

it('gives one server keys of 2,048 bits that are all different and sign', async () => {
  const source = new KeyTable().source();
  const keys = await Promise.all(Array.from({ length: 10 }, () => source.rsa()));
  const moduli = keys.map((key) => key.export({ format: 'jwk' }).n);
  expect(new Set(moduli).size).toBe(10);
  for (const key of keys) {
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
    const signature = sign('sha256', Buffer.from('text'), key);
    expect(verify('sha256', Buffer.from('text'), createPublicKey(key), signature)).toBe(true);
  }
});

it('gives every server the same keys, because each lives by itself', async () => {
  const table = new KeyTable();
  const [one, other] = await Promise.all([table.source().rsa(), table.source().rsa()]);
  expect(one).toBe(other);
});

it.each([
  [1024, 65_537n],
  [2040, 65_537n],
  [2048, 3n],
])('makes keys of %i bits with the exponent %i for mutants', async (bits, exponent) => {
  const source = unusualRsa(bits, exponent);
  const [one, other] = await Promise.all([source(), source()]);
  expect(one.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: exponent });
  expect(other.equals(one)).toBe(false);
});
