import { createPublicKey } from 'node:crypto';
import { newPrivateKey } from '../../../targets/reference/keys/fresh.ts';
import {
  type KeyType,
  type PublicKey,
  parseSshBlob,
  publicKeyOf,
} from '../../../targets/reference/keys/public-key.ts';
import { strictBase64 } from '../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../mutant.ts';
import { always, at, perServer, together } from './table.ts';

/** The size of a key in bits. */
export const bitsOf = (key: PublicKey): number =>
  key.type === 'rsa' ? BigInt(`0x${key.modulus.toString('hex')}`).toString(2).length : 256;

/** Keys that are refused although the service takes them. */
export function refuses(test: (key: PublicKey) => boolean): Mutant['fault'] {
  return at('material', 'unsupported', always, (right, ctx, key) =>
    test(key) ? ctx.behaviours.material.malformed(ctx) : right(ctx, key),
  );
}

/** A key that stands for whatever a careless reader lets through. */
export function someKey(type: KeyType): PublicKey {
  return publicKeyOf(
    type === 'rsa' ? newPrivateKey('rsa', { modulusLength: 1024 }) : newPrivateKey('ed25519'),
  );
}

/** Text that is let through although it is no key. */
export function lets(test: (text: string) => boolean, type: KeyType = 'rsa'): Mutant['fault'] {
  return at(
    'material',
    'openSsh',
    always,
    (right, ctx, text) => right(ctx, text) ?? (test(text) ? someKey(type) : undefined),
  );
}

/** Bytes that are let through although they are beyond ASCII. */
export function letsBytes(test: (bytes: Buffer) => boolean): Mutant['fault'] {
  return together(
    at('material', 'nonAscii', always, (right, ctx, bytes) => (test(bytes) ? undefined : right(ctx, bytes))),
    at(
      'material',
      'openSsh',
      always,
      (right, ctx, text) =>
        right(ctx, text) ?? (test(Buffer.from(text, 'latin1')) ? someKey('rsa') : undefined),
    ),
  );
}

/** Lines whose blob is read without looking at the type name before it as much as it should be. */
export function ignoresTypeName(test: (name: string, key: PublicKey) => boolean): Mutant['fault'] {
  return at('material', 'openSsh', always, (right, ctx, text) => {
    const [name = '', encoded = ''] = text.trim().split(/\s+/);
    const blob = strictBase64(encoded);
    const key = blob === undefined ? undefined : parseSshBlob(blob);
    return right(ctx, text) ?? (key !== undefined && test(name, key) ? key : undefined);
  });
}

/** Lines that begin so and announce far more bytes than they have are an internal error. */
export function failsOnHugeLength(beginning: string): Mutant['fault'] {
  return at('material', 'openSsh', always, (right, ctx, text) => {
    if (text.startsWith(beginning) && hugeLength(blobOf(text))) throw new RangeError('out of memory');
    return right(ctx, text);
  });
}

/** The material is decoded in another way. */
export function decodes(
  decode: (value: string, right: Buffer | undefined) => Buffer | undefined,
): Mutant['fault'] {
  return at('material', 'decode', always, (right, ctx, value) => decode(value, right(ctx, value)));
}

/** Keys are kept as the one of their type that was imported before. */
export const keepsTheOneBefore: Mutant['fault'] = perServer(() => {
  const before = new Map<KeyType, PublicKey>();
  return at('material', 'read', always, (right, ctx) => {
    const key = right(ctx);
    if ('kind' in key) return key;
    const kept = before.get(key.type) ?? key;
    before.set(key.type, key);
    return kept;
  });
});

/** A bare line whose base64 fits is kept as another key, under the right fingerprint. */
export function keepsAnother(base64: RegExp): Mutant['fault'] {
  return at('store', 'insert', always, (right, ctx, pair) => {
    const sent = ctx.parameters.get('PublicKeyMaterial') ?? '';
    const bare = /^\S+ \S+\s*$/.test(Buffer.from(sent, 'base64').toString('latin1'));
    return right(ctx, bare && base64.test(sent) ? { ...pair, publicKey: someKey(pair.type) } : pair);
  });
}

/** Refuses the public halves of created keys of this type. */
export function createdHalfRefused(type: KeyType): Mutant['fault'] {
  return at('material', 'unsupported', always, (right, ctx, key) => {
    const held = ctx.store
      .all()
      .some(
        (pair) =>
          pair.origin === 'created' &&
          pair.type === type &&
          JSON.stringify(pair.publicKey) === JSON.stringify(key),
      );
    return held ? ctx.behaviours.material.malformed(ctx) : right(ctx, key);
  });
}

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
