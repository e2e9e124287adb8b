import { sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUZZ_SEED } from '../../specs/testing/fuzz.ts';
import { toKeyObject } from './material.ts';
import { ed25519Private } from './private-material.ts';
import { ed25519FromSeed } from './synthetic.ts';

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));

test('the first published key pair of RFC 8032 (section 7.1) comes from its seed', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  expect(ed25519FromSeed(seed).point.toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
});

test('a key pair from a seed is the one that its DER form gives', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { privateKey, ...material } = ed25519FromSeed(seed);
      const read = ed25519Private(seed, [material.point]);
      expect(material).toEqual(read.material);
      expect(privateKey.equals(read.privateKey)).toBe(true);
    }),
    { numRuns: 25, seed: FUZZ_SEED },
  );
});

test('what the private half signs, the public half verifies', () => {
  const key = ed25519FromSeed(Buffer.alloc(32, 9));
  const publicKey = toKeyObject(key);
  const text = Buffer.from('text');
  expect(publicKey && verify(null, text, publicKey, sign(null, text, key.privateKey))).toBe(true);
});

test.each([0, 31, 33])('a seed of %i bytes is refused', (length) => {
  expect(() => ed25519FromSeed(Buffer.alloc(length))).toThrow(`the Ed25519 seed has ${length} bytes`);
});
