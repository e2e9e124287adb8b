import { createPublicKey, type KeyObject } from 'node:crypto';
import { signedMagnitude, WireReader, wireMpint, wireString } from './wire.ts';

/** The two kinds of key a key pair can hold. */
export type KeyType = 'rsa' | 'ed25519';

/** A public key as its numbers: RSA exponent and modulus as big-endian magnitudes, Ed25519 as its 32 byte point. */
export type PublicKey =
  | { readonly type: 'rsa'; readonly exponent: Buffer; readonly modulus: Buffer }
  | { readonly type: 'ed25519'; readonly point: Buffer };

const SSH_NAMES: Readonly<Record<KeyType, string>> = { rsa: 'ssh-rsa', ed25519: 'ssh-ed25519' };

/** The bytes in memory of their own: a small buffer is a part of a larger one, which lasts as long as it does. */
function owned(bytes: Buffer): Buffer {
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}

/** The SSH algorithm name of a key type (RFC 4253 section 6.6, RFC 8709 section 4). */
export function sshName(type: KeyType): string {
  return SSH_NAMES[type];
}

/** The SSH wire blob of a public key. */
export function sshBlob(key: PublicKey): Buffer {
  const name = wireString(sshName(key.type));
  return key.type === 'rsa'
    ? Buffer.concat([name, wireMpint(key.exponent), wireMpint(key.modulus)])
    : Buffer.concat([name, wireString(key.point)]);
}

/** Reads an SSH wire blob; undefined unless it is exactly one well-formed RSA or Ed25519 key and nothing more. */
export function parseSshBlob(blob: Buffer): PublicKey | undefined {
  const reader = new WireReader(blob);
  const name = reader.string()?.toString('latin1');
  if (name === SSH_NAMES.rsa) {
    const exponent = reader.positiveMpint();
    const modulus = reader.positiveMpint();
    if (exponent === undefined || modulus === undefined || !reader.finished) return undefined;
    return { type: 'rsa', exponent: owned(exponent), modulus: owned(modulus) };
  }
  if (name === SSH_NAMES.ed25519) {
    const point = reader.string();
    if (point?.length !== 32 || !reader.finished) return undefined;
    return { type: 'ed25519', point: owned(point) };
  }
  return undefined;
}

/** The public half of a private RSA or Ed25519 KeyObject. Throws on any other kind of key. */
export function publicKeyOf(privateKey: KeyObject): PublicKey {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  if (jwk.kty === 'RSA' && jwk.e !== undefined && jwk.n !== undefined) {
    return {
      type: 'rsa',
      exponent: owned(Buffer.from(jwk.e, 'base64url')),
      modulus: owned(Buffer.from(jwk.n, 'base64url')),
    };
  }
  if (jwk.crv === 'Ed25519' && jwk.x !== undefined) {
    return { type: 'ed25519', point: owned(Buffer.from(jwk.x, 'base64url')) };
  }
  throw new TypeError(`Cannot use a ${String(jwk.kty)} key as a key pair: give an RSA or Ed25519 key.`);
}

const RSA_ALGORITHM = Buffer.from('300d06092a864886f70d0101010500', 'hex');
const ED25519_ALGORITHM = Buffer.from('300506032b6570', 'hex');

/**
 * The DER SubjectPublicKeyInfo of a key (RFC 5280 section 4.1). Written by hand because a crypto library refuses
 * odd modulus sizes that a cloud accepts.
 */
export function spkiDer(key: PublicKey): Buffer {
  if (key.type === 'ed25519') return der(0x30, ED25519_ALGORITHM, bitString(key.point));
  return der(0x30, RSA_ALGORITHM, bitString(rsaPublicKeyDer(key)));
}

function rsaPublicKeyDer(key: PublicKey & { readonly type: 'rsa' }): Buffer {
  return der(0x30, der(0x02, signedMagnitude(key.modulus)), der(0x02, signedMagnitude(key.exponent)));
}

function bitString(content: Buffer): Buffer {
  return der(0x03, Buffer.from([0]), content);
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag]), derLength(length), ...contents]);
}

function derLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const digits = signedMagnitude(Buffer.from(length.toString(16).padStart(8, '0'), 'hex'));
  const shortest = digits[0] === 0 ? digits.subarray(1) : digits;
  return Buffer.concat([Buffer.from([0x80 | shortest.length]), shortest]);
}

/** Reads a DER SubjectPublicKeyInfo of an RSA key; undefined for anything else, including bytes after the key. */
export function parseRsaSpkiDer(bytes: Buffer): PublicKey | undefined {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyType !== 'rsa') return undefined;
  const jwk = key.export({ format: 'jwk' });
  if (jwk.e === undefined || jwk.n === undefined) return undefined;
  const parsed: PublicKey = {
    type: 'rsa',
    exponent: owned(Buffer.from(jwk.e, 'base64url')),
    modulus: owned(Buffer.from(jwk.n, 'base64url')),
  };
  return spkiDer(parsed).equals(bytes) ? parsed : undefined;
}
