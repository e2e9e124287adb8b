import { describe, expect, test } from 'vitest';
import { newPrivateKey } from '../../targets/reference/keys/fresh.ts';
import { der, derInteger, TAG } from './der.ts';
import { integerFrom, inverse } from './integers.ts';
import { type RsaNumbers, rsaPrivate } from './private-material.ts';
import { readPrivateKey } from './read-private.ts';
import { pem } from './testing/containers.ts';

const jwk = newPrivateKey('rsa', { modulusLength: 1024 }).export({ format: 'jwk' });
const part = (text: string | undefined): bigint => integerFrom(Buffer.from(text ?? '', 'base64url'));
const good: Required<RsaNumbers> = {
  modulus: part(jwk.n),
  exponent: part(jwk.e),
  d: part(jwk.d),
  p: part(jwk.p),
  q: part(jwk.q),
  dp: part(jwk.dp),
  dq: part(jwk.dq),
  qInverse: part(jwk.qi),
};

/** The numbers of a key whose "prime" p is three times a prime, with every relation between them correct. */
function composite(): RsaNumbers {
  for (let factor = 3n; ; factor += 2n) {
    const p = good.p * factor;
    const [pLess, qLess] = [p - 1n, good.q - 1n];
    const common = greatestCommonDivisor(pLess, qLess);
    const d = inverse(good.exponent, (pLess * qLess) / common);
    const qInverse = inverse(good.q, p);
    if (d !== undefined && qInverse !== undefined) {
      return { modulus: p * good.q, exponent: good.exponent, d, p, q: good.q, qInverse };
    }
  }
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

describe('RSA numbers are accepted only when every relation between them holds', () => {
  test('the numbers of a real key are accepted, with and without the CRT exponents', () => {
    expect(rsaPrivate(good).material).toEqual({ keyType: 'rsa', modulus: good.modulus, exponent: 65537n });
    const { dp, dq, ...bare } = good;
    expect(dp).not.toBe(dq);
    expect(rsaPrivate(bare).material.keyType).toBe('rsa');
  });

  test.each([
    ['p', { p: good.p + 2n }, 'the RSA primes do not multiply to the modulus'],
    ['q', { q: good.q - 2n }, 'the RSA primes do not multiply to the modulus'],
    ['a factor of one', { p: 1n, q: good.modulus }, 'the RSA primes do not multiply to the modulus'],
    ['the modulus', { modulus: good.modulus + 2n }, 'the RSA primes do not multiply to the modulus'],
    ['an even modulus', { modulus: good.modulus + 1n }, 'the RSA modulus is even'],
    ['d', { d: good.d + 2n }, 'the RSA private exponent does not belong to the public exponent'],
    ['e', { exponent: 3n }, 'the RSA private exponent does not belong to the public exponent'],
    ['e of one', { exponent: 1n }, 'the RSA public exponent is not an odd number between 3 and the modulus'],
    [
      'the coefficient',
      { qInverse: good.qInverse + 1n },
      'the RSA coefficient is not the inverse of q modulo p',
    ],
    ['dp', { dp: good.dp + 1n }, 'an RSA CRT exponent does not belong to the private exponent'],
    ['dq', { dq: good.dq + 1n }, 'an RSA CRT exponent does not belong to the private exponent'],
    ['a tiny modulus', { modulus: 15n, p: 3n, q: 5n }, 'the RSA modulus has 4 bits'],
  ])('a wrong %s is refused', (_what, change, reason) => {
    expect(() => rsaPrivate({ ...good, ...change })).toThrow(reason);
  });

  test('a "prime" that is a product is refused although all relations hold', () => {
    expect(() => rsaPrivate(composite())).toThrow(
      'a signature made with the RSA private key does not verify',
    );
  });
});

describe('a PKCS#1 body is read strictly', () => {
  const fields = ['modulus', 'exponent', 'd', 'p', 'q', 'dp', 'dq', 'qInverse'] as const;
  const write = (version: bigint, ...more: Buffer[]): string =>
    pem(
      'RSA PRIVATE KEY',
      der(TAG.sequence, derInteger(version), ...fields.map((name) => derInteger(good[name])), ...more),
    );

  test('nine integers of a good key are read', () => {
    expect(readPrivateKey(write(0n))).toMatchObject({ ok: true, container: 'pkcs1', bits: 1024 });
  });

  test('the multi-prime form is refused', () => {
    expect(readPrivateKey(write(1n, der(TAG.sequence)))).toEqual({
      ok: false,
      reason: 'the PKCS#1 body is not the two-prime form (version 0)',
    });
  });

  test('bytes behind the sequence are refused', () => {
    const body = Buffer.from(write(0n).split('\n').slice(1, -2).join(''), 'base64');
    const reading = readPrivateKey(pem('RSA PRIVATE KEY', Buffer.concat([body, Buffer.from([5, 0])])));
    expect(reading).toEqual({ ok: false, reason: 'the DER body has 1 values behind its end' });
  });
});
