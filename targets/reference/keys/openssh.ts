import { createHash, type KeyObject } from 'node:crypto';
import { publicKeyOf, sshBlob, sshName } from './public-key.ts';
import { wireString, wireUint32 } from './wire.ts';

const MAGIC = Buffer.from('openssh-key-v1\0', 'latin1');
const BLOCK_BYTES = 8;
const LINE_CHARACTERS = 70;

/**
 * Renders an Ed25519 private key as an unencrypted OpenSSH container (OpenSSH PROTOCOL.key), text with a final
 * newline. Throws on a key of another type.
 */
export function openSshPrivateKey(privateKey: KeyObject, comment: string): string {
  const key = publicKeyOf(privateKey);
  if (key.type !== 'ed25519') throw new TypeError('The OpenSSH container is written for Ed25519 keys only.');
  const blob = sshBlob(key);
  // Both check numbers are equal: a reader compares them to see whether its decryption worked. Without encryption any
  // will do; taken from the key, the text of one key is always the same.
  const check = createHash('sha256').update(ed25519Seed(privateKey)).digest().subarray(0, 4);
  const section = Buffer.concat([
    check,
    check,
    wireString(sshName(key.type)),
    wireString(key.point),
    wireString(Buffer.concat([ed25519Seed(privateKey), key.point])),
    wireString(comment),
  ]);
  const container = Buffer.concat([
    MAGIC,
    wireString('none'),
    wireString('none'),
    wireString(''),
    wireUint32(1),
    wireString(blob),
    wireString(padded(section)),
  ]);
  return armoured('OPENSSH PRIVATE KEY', container);
}

/** The 32 byte seed of an Ed25519 private key (RFC 8032 section 5.1.5). */
export function ed25519Seed(privateKey: KeyObject): Buffer {
  const { d } = privateKey.export({ format: 'jwk' });
  if (d === undefined) throw new TypeError('The key has no private part.');
  return Buffer.from(d, 'base64url');
}

function padded(section: Buffer): Buffer {
  const missing = (BLOCK_BYTES - (section.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([section, Buffer.from(Array.from({ length: missing }, (_, index) => index + 1))]);
}

function armoured(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
