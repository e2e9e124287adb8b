import { createPublicKey, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { KeyTable } from './key-table.ts';

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
