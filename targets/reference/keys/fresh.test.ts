import { createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { newPrivateKey } from './fresh.ts';

it('makes keys of each kind as asked', () => {
  expect(newPrivateKey('rsa', { modulusLength: 1024 }).asymmetricKeyDetails).toMatchObject({
    modulusLength: 1024,
    publicExponent: 65537n,
  });
  expect(newPrivateKey('ec', { namedCurve: 'P-256' }).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  const keys = [newPrivateKey('ed25519'), newPrivateKey('ed25519')].map((key) =>
    createPublicKey(key).export({ format: 'jwk' }),
  );
  expect(keys[0]).toMatchObject({ crv: 'Ed25519' });
  expect(keys[0]?.x).not.toBe(keys[1]?.x);
});
