import { createPublicKey, type KeyObject } from 'node:crypto';
import { der, derContent, derInteger, derSequence, derUnsigned, TAG } from './der.ts';
import { bitLength } from './integers.ts';
import { Malformed, quote } from './malformed.ts';
import { WireReader, wireInteger, wireString } from './wire.ts';

/** A public key as numbers and bytes, free of any encoding. `point` is the 32 bytes of RFC 8032. */
export type PublicMaterial =
  | { keyType: 'rsa'; modulus: bigint; exponent: bigint }
  | { keyType: 'ed25519'; point: Buffer };

/**
 * RSA sizes that are read, in bits. Below 512 a SHA-256 signature does not fit; above 16384 OpenSSL and
 * ssh-keygen refuse, and arithmetic on hostile numbers would get slow.
 */
const RSA_BITS = { min: 512, max: 16_384 } as const;

/** AlgorithmIdentifier content: the object id, for RSA followed by NULL (RFC 8017 A.1, RFC 8410 section 3). */
const ALGORITHM = {
  rsa: Buffer.from('06092a864886f70d0101010500', 'hex'),
  ed25519: Buffer.from('06032b6570', 'hex'),
} as const;

/** The AlgorithmIdentifier of a key type, as DER. */
export function algorithmOf(keyType: PublicMaterial['keyType']): Buffer {
  return der(TAG.sequence, ALGORITHM[keyType]);
}

/** The key type that the content of an AlgorithmIdentifier names. @throws Malformed for any other. */
export function keyTypeOf(algorithm: Buffer): PublicMaterial['keyType'] {
  if (algorithm.equals(ALGORITHM.rsa)) return 'rsa';
  if (algorithm.equals(ALGORITHM.ed25519)) return 'ed25519';
  throw new Malformed(
    `the algorithm ${algorithm.subarray(0, 24).toString('hex')} (DER) is neither RSA nor Ed25519`,
  );
}

/** RSA material, after the sanity checks that hold for every public key. @throws Malformed */
export function rsaMaterial(modulus: bigint, exponent: bigint): PublicMaterial & { keyType: 'rsa' } {
  const bits = bitLength(modulus);
  if (bits < RSA_BITS.min || bits > RSA_BITS.max) {
    throw new Malformed(
      `the RSA modulus has ${bits} bits; ${RSA_BITS.min} to ${RSA_BITS.max} bits can be checked`,
    );
  }
  if (modulus % 2n === 0n) throw new Malformed('the RSA modulus is even');
  if (exponent < 3n || exponent % 2n === 0n || exponent >= modulus) {
    throw new Malformed('the RSA public exponent is not an odd number between 3 and the modulus');
  }
  return { keyType: 'rsa', modulus, exponent };
}

/** Ed25519 material of a public point. @throws Malformed unless it has 32 bytes */
export function ed25519Material(point: Buffer): PublicMaterial & { keyType: 'ed25519' } {
  if (point.length !== 32) {
    throw new Malformed(`the Ed25519 public key has ${point.length} bytes instead of 32`);
  }
  return { keyType: 'ed25519', point };
}

/** The size that tools print: modulus bits for RSA, 256 for Ed25519. */
export function bitsOf(material: PublicMaterial): number {
  return material.keyType === 'rsa' ? bitLength(material.modulus) : 256;
}

/** The SSH wire blob (RFC 4253 section 6.6, RFC 8709 section 4). */
export function toBlob(material: PublicMaterial): Buffer {
  return material.keyType === 'rsa'
    ? Buffer.concat([wireString('ssh-rsa'), wireInteger(material.exponent), wireInteger(material.modulus)])
    : Buffer.concat([wireString('ssh-ed25519'), wireString(material.point)]);
}

/** Reads an SSH wire blob. @throws Malformed */
export function fromBlob(blob: Buffer, what = 'the public blob'): PublicMaterial {
  const reader = new WireReader(blob, what);
  const name = reader.string('the key type').toString('latin1');
  if (name !== 'ssh-rsa' && name !== 'ssh-ed25519') {
    throw new Malformed(`the key type ${quote(name)} in ${what} is neither ssh-rsa nor ssh-ed25519`);
  }
  if (name === 'ssh-ed25519') {
    const point = reader.string('the public key');
    reader.end();
    return ed25519Material(point);
  }
  const exponent = reader.mpint('the exponent');
  const modulus = reader.mpint('the modulus');
  reader.end();
  return rsaMaterial(modulus, exponent);
}

/** PKCS#1 RSAPublicKey, DER (RFC 8017 A.1.1). */
export function toPkcs1Public(material: PublicMaterial & { keyType: 'rsa' }): Buffer {
  return der(TAG.sequence, derInteger(material.modulus), derInteger(material.exponent));
}

/** Reads PKCS#1 RSAPublicKey. @throws Malformed */
export function fromPkcs1Public(bytes: Buffer): PublicMaterial {
  const [modulus, exponent, ...more] = derSequence(bytes, 'the PKCS#1 public key');
  if (more.length > 0) throw new Malformed('the PKCS#1 public key has more than two members');
  return rsaMaterial(derUnsigned(modulus, 'the modulus'), derUnsigned(exponent, 'the exponent'));
}

/** SubjectPublicKeyInfo, DER (RFC 5280 section 4.1), written by hand because OpenSSL refuses some sizes. */
export function toSpki(material: PublicMaterial): Buffer {
  const key = material.keyType === 'rsa' ? toPkcs1Public(material) : material.point;
  return der(TAG.sequence, algorithmOf(material.keyType), der(TAG.bitString, Buffer.from([0]), key));
}

/** Reads SubjectPublicKeyInfo. @throws Malformed */
export function fromSpki(bytes: Buffer): PublicMaterial {
  const [algorithm, bits, ...more] = derSequence(bytes, 'the SubjectPublicKeyInfo');
  if (more.length > 0) throw new Malformed('the SubjectPublicKeyInfo has more than two members');
  const keyType = keyTypeOf(derContent(algorithm, TAG.sequence, 'the algorithm of the public key'));
  const key = derContent(bits, TAG.bitString, 'the bit string of the public key');
  if (key[0] !== 0) throw new Malformed('the bit string of the public key does not end on a whole byte');
  return keyType === 'rsa' ? fromPkcs1Public(key.subarray(1)) : ed25519Material(key.subarray(1));
}

/** The key object of OpenSSL, or undefined where OpenSSL refuses the numbers. */
export function toKeyObject(material: PublicMaterial): KeyObject | undefined {
  try {
    return createPublicKey({ key: toSpki(material), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
