import { createPublicKey } from 'node:crypto';
import { type KeyType, parseSshBlob } from '../../../../targets/reference/keys/public-key.ts';

/** The first line of a public key in PEM. */
const PEM_SPKI = /^-----BEGIN PUBLIC KEY-----/;

/** Tells PEM of a key of this type. */
export const isPem =
  (type: KeyType): ((text: string) => boolean) =>
  (text) => {
    if (!PEM_SPKI.test(text)) return false;
    try {
      return createPublicKey(text).asymmetricKeyType === type;
    } catch {
      return false;
    }
  };

/** Tells a public RSA key as binary PKCS#1. */
export function isPkcs1(bytes: Buffer): boolean {
  try {
    return createPublicKey({ key: bytes, format: 'der', type: 'pkcs1' }).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/** Tells lines that start with this type name. */
export const startsAs =
  (name: string): ((text: string) => boolean) =>
  (text) =>
    text.startsWith(`${name} `);

/** Tells lines of this type name whose second word has a character that base64 does not know. */
export const hasForeignCharacter =
  (name: string): ((text: string) => boolean) =>
  (text) =>
    startsAs(name)(text) && /[^A-Za-z0-9+/=]/.test(text.trim().split(/\s+/)[1] ?? '');

/** The second word of a line, decoded as far as it goes. */
export function blobOf(text: string): Buffer {
  return Buffer.from(text.trim().split(/\s+/)[1] ?? '', 'base64');
}

/** Whether some length in the blob goes far beyond its end. */
export function hugeLength(blob: Buffer): boolean {
  for (let offset = 0; offset + 4 <= blob.length; ) {
    const length = blob.readUInt32BE(offset);
    if (length > 1_000_000) return true;
    offset += 4 + length;
  }
  return false;
}

/** Whether the blob begins with a whole key and goes on. */
export function holdsKeyAndMore(blob: Buffer): boolean {
  if (parseSshBlob(blob) !== undefined) return false;
  return Array.from({ length: blob.length }, (_, end) => blob.subarray(0, end)).some(
    (part) => part.length > 40 && parseSshBlob(part) !== undefined,
  );
}
