import { createECDH, createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { integerFrom } from './integers.ts';
import { ed25519Material, type PublicMaterial, rsaMaterial, toBlob } from './material.ts';
import { ed25519Private } from './private-material.ts';
import { wireInteger, wireString } from './wire.ts';

/** The public exponent of every RSA key a provider makes. */
const F4 = 65_537n;

/**
 * The Ed25519 key pair of a 32-byte seed (RFC 8032). Costs microseconds, so properties may make hundreds.
 *
 * @throws Malformed unless the seed has 32 bytes
 */
export function ed25519FromSeed(
  seed: Buffer,
): PublicMaterial & { keyType: 'ed25519'; privateKey: KeyObject } {
  const privateKey =
    (seed.length === 32 ? fromRawSeed(seed) : undefined) ?? ed25519Private(seed, []).privateKey;
  const point = Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { ...ed25519Material(point), privateKey };
}

/**
 * The private key by way of a JWK, which needs no DER decoder of OpenSSL and takes a tenth of the time. The public half
 * is worked out from the seed whatever `x` says; a runtime that insists on a fitting `x` refuses, and gets no key here.
 */
function fromRawSeed(seed: Buffer): KeyObject | undefined {
  try {
    const key = { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: '' };
    return createPrivateKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/**
 * An RSA public key that looks real and has no private half: an odd modulus of exactly `bits` bits derived
 * from `salt`, exponent 65537. For imports, which see the public key only; it takes no prime search.
 *
 * @throws Malformed unless bits is 512 to 16384
 */
export function constructedRsa(bits: number, salt: Uint8Array): PublicMaterial & { keyType: 'rsa' } {
  const top = 1n << BigInt(bits - 1);
  const random = integerFrom(stretch('rsa', salt, Math.ceil(bits / 8)));
  return rsaMaterial(top | (random % top) | 1n, F4);
}

/**
 * An OpenSSH line of a NIST P-256 key, a valid point derived from `salt` (RFC 5656 section 3.1).
 * ECDSA keys are material that some providers must refuse.
 */
export function ecdsaP256Line(salt: Uint8Array, comment?: string): string {
  const scalar = stretch('ecdsa', salt, 32);
  // A scalar below 2^255 that is not zero is always smaller than the order of the group.
  scalar[0] = (scalar[0] ?? 0) & 0x7f;
  scalar[31] = (scalar[31] ?? 0) | 1;
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const name = 'ecdsa-sha2-nistp256';
  return line(name, [wireString('nistp256'), wireString(curve.getPublicKey())], comment);
}

/**
 * An OpenSSH line of a DSA key with the right sizes (p 1024, q 160 bits; RFC 4253 section 6.6). The numbers
 * are only syntactically a key. DSA keys are material that providers must refuse.
 */
export function dsaLine(salt: Uint8Array, comment?: string): string {
  const top = 1n << 1023n;
  const part = (label: string, bytes: number): bigint => integerFrom(stretch(label, salt, bytes));
  const p = top | part('p', 127) | 1n;
  const q = (1n << 159n) | part('q', 19) | 1n;
  const fields = [p, q, part('g', 127) | 2n, part('y', 127) | 2n].map(wireInteger);
  return line('ssh-dss', fields, comment);
}

/** An OpenSSH line of an Ed25519 key that lives on a security key (OpenSSH PROTOCOL.u2f, `sk-ssh-ed25519@openssh.com`). */
export function securityKeyLine(salt: Uint8Array): string {
  const { point } = ed25519FromSeed(stretch('sk', salt, 32));
  return line('sk-ssh-ed25519@openssh.com', [wireString(point), wireString('ssh:')]);
}

/**
 * An OpenSSH line of a user certificate for a key (OpenSSH PROTOCOL.certkeys), with the numbers of a signature that
 * nobody made: a key with what an authority says of it, which is no plain public key.
 */
export function certificateLine(key: PublicMaterial, salt: Uint8Array): string {
  const authority = ed25519FromSeed(stretch('authority', salt, 32));
  const own =
    key.keyType === 'rsa' ? [wireInteger(key.exponent), wireInteger(key.modulus)] : [wireString(key.point)];
  const serialAndKind = Buffer.from('000000000000000100000001', 'hex');
  const validity = Buffer.from('0000000000000000ffffffffffffffff', 'hex');
  const signature = [wireString('ssh-ed25519'), wireString(stretch('signature', salt, 64))];
  return line(`ssh-${key.keyType}-cert-v01@openssh.com`, [
    wireString(stretch('nonce', salt, 32)),
    ...own,
    serialAndKind,
    wireString('user'),
    wireString(wireString('user')),
    validity,
    ...['', '', ''].map(wireString),
    wireString(toBlob(authority)),
    wireString(Buffer.concat(signature)),
  ]);
}

function line(name: string, fields: readonly Buffer[], comment?: string): string {
  const base64 = Buffer.concat([wireString(name), ...fields]).toString('base64');
  return comment === undefined ? `${name} ${base64}` : `${name} ${base64} ${comment}`;
}

/** Bytes that depend on the salt and on what they are for, so that two uses of one salt share nothing. */
function stretch(label: string, salt: Uint8Array, outputLength: number): Buffer {
  return createHash('shake256', { outputLength }).update(`${label}\0`).update(salt).digest();
}
