import { createPrivateKey, type KeyObject, sign, verify } from 'node:crypto';
import { der, derInteger, TAG } from './der.ts';
import { inverse } from './integers.ts';
import { Malformed } from './malformed.ts';
import { algorithmOf, ed25519Material, type PublicMaterial, rsaMaterial, toKeyObject } from './material.ts';

/** A private key that was proved to fit its public half. */
export type PrivateMaterial = { privateKey: KeyObject; material: PublicMaterial };

/** The numbers of an RSA private key; `dp`, `dq` and `qInverse` where the container states them. */
export type RsaNumbers = {
  modulus: bigint;
  exponent: bigint;
  d: bigint;
  p: bigint;
  q: bigint;
  qInverse: bigint;
  dp?: bigint;
  dq?: bigint;
};

/** Any text will do: the round trip only shows that the two halves belong together. */
const ROUND_TRIP = Buffer.from('keypair-conformance round trip');

/**
 * Builds an RSA private key after checking that its numbers agree (RFC 8017 section 3.2): n = p*q,
 * e*d = 1 modulo p-1 and q-1 (the same as modulo their least common multiple), the CRT values, and one
 * signature made and verified, which a composite "prime" does not survive.
 *
 * @throws Malformed naming the first relation that does not hold
 */
export function rsaPrivate(numbers: RsaNumbers): PrivateMaterial {
  const { modulus, exponent, d, p, q, qInverse } = numbers;
  const material = rsaMaterial(modulus, exponent);
  if (p < 3n || q < 3n || p * q !== modulus) {
    throw new Malformed('the RSA primes do not multiply to the modulus');
  }
  if (p === q) throw new Malformed('the two RSA primes are equal');
  if (d >= modulus || (exponent * d) % (p - 1n) !== 1n || (exponent * d) % (q - 1n) !== 1n) {
    throw new Malformed('the RSA private exponent does not belong to the public exponent');
  }
  if (inverse(q, p) !== qInverse) throw new Malformed('the RSA coefficient is not the inverse of q modulo p');
  const dp = d % (p - 1n);
  const dq = d % (q - 1n);
  if ((numbers.dp ?? dp) !== dp || (numbers.dq ?? dq) !== dq) {
    throw new Malformed('an RSA CRT exponent does not belong to the private exponent');
  }
  const integers = [0n, modulus, exponent, d, p, q, dp, dq, qInverse].map(derInteger);
  const privateKey = keyObject(der(TAG.sequence, ...integers), 'pkcs1');
  if (!survivesRoundTrip(privateKey, material)) {
    throw new Malformed('a signature made with the RSA private key does not verify with its public half');
  }
  return { privateKey, material };
}

/**
 * Builds an Ed25519 private key from its 32-byte seed (RFC 8032 section 5.1.5).
 *
 * @param claimed the public halves that the container states; each must be the one the seed gives
 * @throws Malformed
 */
export function ed25519Private(seed: Buffer, claimed: readonly Buffer[]): PrivateMaterial {
  if (seed.length !== 32) throw new Malformed(`the Ed25519 seed has ${seed.length} bytes instead of 32`);
  const inner = der(TAG.octetString, der(TAG.octetString, seed));
  const privateKey = keyObject(der(TAG.sequence, derInteger(0n), algorithmOf('ed25519'), inner), 'pkcs8');
  const point = Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  if (!claimed.every((claim) => claim.equals(point))) {
    throw new Malformed('the Ed25519 public half does not belong to the private seed');
  }
  return { privateKey, material: ed25519Material(point) };
}

function keyObject(key: Buffer, type: 'pkcs1' | 'pkcs8'): KeyObject {
  try {
    return createPrivateKey({ key, format: 'der', type });
  } catch {
    throw new Malformed('OpenSSL rejects the numbers of the private key');
  }
}

function survivesRoundTrip(privateKey: KeyObject, material: PublicMaterial): boolean {
  const publicKey = toKeyObject(material);
  if (publicKey === undefined) return false;
  try {
    return verify('sha256', ROUND_TRIP, publicKey, sign('sha256', ROUND_TRIP, privateKey));
  } catch {
    return false;
  }
}
