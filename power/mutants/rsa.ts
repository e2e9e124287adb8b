import { createPrivateKey, type KeyObject } from 'node:crypto';

/** The public exponent of EC2's RSA keys. */
export const RSA_EXPONENT = 65_537n;

/** The private key with these two primes (RFC 8017 section 3.2). The exponent must be coprime to both less one. */
export function rsaKeyOf(p: bigint, q: bigint, exponent: bigint = RSA_EXPONENT): KeyObject {
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: base64url(p * q),
      e: base64url(exponent),
      d: base64url(d),
      p: base64url(p),
      q: base64url(q),
      dp: base64url(d % (p - 1n)),
      dq: base64url(d % (q - 1n)),
      qi: base64url(inverse(q, p)),
    },
  });
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/** The inverse of `value` modulo `modulus`, by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, nextR] = [modulus, value % modulus];
  let [t, nextT] = [0n, 1n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [t, nextT] = [nextT, t - quotient * nextT];
  }
  return t < 0n ? t + modulus : t;
}

/** The RSA key of the same primes with another public exponent: the smallest prime that fits. */
export function withSmallExponent(key: KeyObject): KeyObject {
  const { p = '', q = '' } = key.export({ format: 'jwk' });
  const [first, second] = [bigintOf(p), bigintOf(q)];
  const exponent = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n].find(
    (candidate) => (first - 1n) % candidate !== 0n && (second - 1n) % candidate !== 0n,
  );
  if (exponent === undefined) throw new Error('no small exponent fits these primes');
  return rsaKeyOf(first, second, exponent);
}

function bigintOf(base64: string): bigint {
  return BigInt(`0x${Buffer.from(base64, 'base64url').toString('hex')}`);
}
