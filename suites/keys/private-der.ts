import { derContent, derSequence, derUnsigned, derValues, TAG } from './der.ts';
import { Malformed } from './malformed.ts';
import { keyTypeOf } from './material.ts';
import { ed25519Private, type PrivateMaterial, rsaPrivate } from './private-material.ts';

/** What a DER body is, by its shape alone. */
export type DerKind =
  | 'a PKCS#1 RSA private key'
  | 'a PKCS#8 private key'
  | 'an encrypted PKCS#8 private key'
  | 'an X.509 certificate'
  | 'a SubjectPublicKeyInfo public key'
  | 'a PKCS#1 RSA public key'
  | 'a DSA private key'
  | 'a SEC 1 EC private key'
  | 'an unknown DER structure'
  | 'data that is no DER structure';

/** The tags of the outermost members, in hexadecimal, for every structure that key files hold. */
const SHAPES: readonly (readonly [RegExp, DerKind])[] = [
  [/^02( 02){8}( 30)?$/u, 'a PKCS#1 RSA private key'],
  [/^02 30 04( a0)?( 81)?$/u, 'a PKCS#8 private key'],
  [/^30 04$/u, 'an encrypted PKCS#8 private key'],
  [/^30 30 03$/u, 'an X.509 certificate'],
  [/^30 03$/u, 'a SubjectPublicKeyInfo public key'],
  [/^02 02$/u, 'a PKCS#1 RSA public key'],
  [/^02( 02){5}$/u, 'a DSA private key'],
  [/^02 04( a0)?( a1)?$/u, 'a SEC 1 EC private key'],
];

/** Names the structure of a DER body, so that a label that promises another one can be contradicted. */
export function derKind(bytes: Buffer): DerKind {
  if (bytes[0] !== TAG.sequence) return 'data that is no DER structure';
  const members = derSequence(bytes, 'the DER body').slice(0, 12);
  const tags = members.map((member) => member.tag.toString(16).padStart(2, '0')).join(' ');
  return SHAPES.find(([shape]) => shape.test(tags))?.[1] ?? 'an unknown DER structure';
}

/** Reads PKCS#1 RSAPrivateKey (RFC 8017 A.1.2), two primes only. @throws Malformed */
export function readPkcs1(bytes: Buffer): PrivateMaterial {
  const members = derSequence(bytes, 'the PKCS#1 body');
  const [version, modulus, exponent, d, p, q, dp, dq, qInverse] = members;
  if (derUnsigned(version, 'the PKCS#1 version') !== 0n || members.length !== 9) {
    throw new Malformed('the PKCS#1 body is not the two-prime form (version 0)');
  }
  return rsaPrivate({
    modulus: derUnsigned(modulus, 'the modulus'),
    exponent: derUnsigned(exponent, 'the public exponent'),
    d: derUnsigned(d, 'the private exponent'),
    p: derUnsigned(p, 'the first prime'),
    q: derUnsigned(q, 'the second prime'),
    dp: derUnsigned(dp, 'the first CRT exponent'),
    dq: derUnsigned(dq, 'the second CRT exponent'),
    qInverse: derUnsigned(qInverse, 'the CRT coefficient'),
  });
}

/** Reads PKCS#8 PrivateKeyInfo and its successor OneAsymmetricKey (RFC 5958 section 2). @throws Malformed */
export function readPkcs8(bytes: Buffer): PrivateMaterial {
  const [version, algorithm, key, ...optional] = derSequence(bytes, 'the PKCS#8 body');
  const stated = optional.find((member) => member.tag === TAG.primitiveContext1);
  const number = derUnsigned(version, 'the PKCS#8 version');
  if (number !== (stated === undefined ? 0n : 1n)) {
    throw new Malformed(`the PKCS#8 version is ${number}, which its members contradict`);
  }
  const keyType = keyTypeOf(derContent(algorithm, TAG.sequence, 'the algorithm of the private key'));
  const octets = derContent(key, TAG.octetString, 'the key inside PKCS#8');
  if (keyType === 'rsa') return readPkcs1(octets);
  const [seed, ...more] = derValues(octets, 'the Ed25519 key inside PKCS#8');
  if (more.length > 0) throw new Malformed('the Ed25519 key inside PKCS#8 has more than one value');
  const claimed = stated === undefined ? [] : [statedPoint(stated.content)];
  return ed25519Private(derContent(seed, TAG.octetString, 'the Ed25519 seed'), claimed);
}

/** The public key of OneAsymmetricKey: a bit string whose first byte counts unused bits. */
function statedPoint(bitString: Buffer): Buffer {
  if (bitString[0] !== 0) throw new Malformed('the public key inside PKCS#8 does not end on a whole byte');
  return bitString.subarray(1);
}
