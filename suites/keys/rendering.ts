import { createHash } from 'node:crypto';

/** Digests that clouds and tools print. */
export type Digest = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** All of them, the likeliest first. */
export const DIGESTS: readonly Digest[] = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'];

/** The names of the digests in a message. */
export const DIGEST_NAMES: Record<Digest, string> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** How the digest bytes become text, each with its name in a message. */
export const RENDERINGS = {
  'hex-colons': 'hexadecimal with colons',
  hex: 'hexadecimal without colons',
  'hex-colons-upper': 'upper-case hexadecimal with colons',
  'hex-upper': 'upper-case hexadecimal without colons',
  base64: 'base64 without padding',
  'base64-padded': 'base64 with padding',
  base64url: 'base64url',
  'SHA256:base64': 'base64 without padding behind the prefix SHA256:',
  'SHA256:base64-padded': 'base64 with padding behind the prefix SHA256:',
  'SHA1:base64': 'base64 without padding behind the prefix SHA1:',
  'MD5:hex-colons': 'hexadecimal with colons behind the prefix MD5:',
} as const;
export type Rendering = keyof typeof RENDERINGS;

/** The plain digest. */
export function digestOf(digest: Digest, bytes: string | Uint8Array): Buffer {
  return createHash(digest).update(bytes).digest();
}

/** Digest bytes as text. */
export function render(rendering: Rendering, bytes: Buffer): string {
  return RENDERERS[rendering](bytes);
}

const hex = (bytes: Buffer): string => bytes.toString('hex');
const hexColons = (bytes: Buffer): string => hex(bytes).replaceAll(/..(?=.)/gu, '$&:');
const padded = (bytes: Buffer): string => bytes.toString('base64');
const unpadded = (bytes: Buffer): string => padded(bytes).replaceAll('=', '');

const RENDERERS: Record<Rendering, (bytes: Buffer) => string> = {
  'hex-colons': hexColons,
  hex,
  'hex-colons-upper': (bytes) => hexColons(bytes).toUpperCase(),
  'hex-upper': (bytes) => hex(bytes).toUpperCase(),
  base64: unpadded,
  'base64-padded': padded,
  base64url: (bytes) => bytes.toString('base64url'),
  'SHA256:base64': (bytes) => `SHA256:${unpadded(bytes)}`,
  'SHA256:base64-padded': (bytes) => `SHA256:${padded(bytes)}`,
  'SHA1:base64': (bytes) => `SHA1:${unpadded(bytes)}`,
  'MD5:hex-colons': (bytes) => `MD5:${hexColons(bytes)}`,
};
