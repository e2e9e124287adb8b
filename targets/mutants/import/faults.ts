import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type KeyType, type PublicKey, parseSshBlob, publicKeyOf } from '../../reference/keys/public-key.ts';
import type { Mutant } from '../mutant.ts';

/** The size of a key in bits. */
export const bitsOf = (key: PublicKey): number =>
  key.type === 'rsa' ? BigInt(`0x${key.modulus.toString('hex')}`).toString(2).length : 256;

/** Keys that are refused although the service takes them. */
export function refuses(test: (key: PublicKey) => boolean): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      unsupported: (ctx, key) => (test(key) ? material.malformed(ctx) : material.unsupported(ctx, key)),
    },
  });
}

/** A key that stands for whatever a careless reader lets through. */
export function someKey(type: KeyType): PublicKey {
  return publicKeyOf(
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
      : generateKeyPairSync('ed25519').privateKey,
  );
}

/** Text that is let through although it is no key. */
export function lets(test: (text: string) => boolean, type: KeyType = 'rsa'): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      openSsh: (ctx, text) => material.openSsh(ctx, text) ?? (test(text) ? someKey(type) : undefined),
    },
  });
}

/** The material is decoded in another way. */
export function decodes(
  decode: (value: string, right: Buffer | undefined) => Buffer | undefined,
): Mutant['fault'] {
  return ({ material }) => ({
    material: { decode: (ctx, value) => decode(value, material.decode(ctx, value)) },
  });
}

/** The first line of a public key in PEM. */
export const PEM_SPKI: RegExp = /^-----BEGIN PUBLIC KEY-----/;
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
/** Tells lines that start with this type name. */
export const startsAs =
  (name: string): ((text: string) => boolean) =>
  (text) =>
    text.startsWith(`${name} `);

/** The second word of a line, decoded as far as it goes. */
export function blobOf(text: string): Buffer {
  return Buffer.from(text.trim().split(/\s+/)[1] ?? '', 'base64');
}

/** A bare line whose base64 fits is kept as another key, under the right fingerprint. */
export function keepsAnother(base64: RegExp): Mutant['fault'] {
  return ({ store }) => ({
    store: {
      insert: (ctx, pair) => {
        const sent = ctx.parameters.get('PublicKeyMaterial') ?? '';
        const bare = /^\S+ \S+\s*$/.test(Buffer.from(sent, 'base64').toString('latin1'));
        return store.insert(
          ctx,
          bare && base64.test(sent) ? { ...pair, publicKey: someKey(pair.type) } : pair,
        );
      },
    },
  });
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

/** Refuses the public halves of created keys of this type. */
export function createdHalfRefused(type: KeyType): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      unsupported: (ctx, key) => {
        const held = ctx.store
          .all()
          .some(
            (pair) =>
              pair.origin === 'created' &&
              pair.type === type &&
              JSON.stringify(pair.publicKey) === JSON.stringify(key),
          );
        return held ? material.malformed(ctx) : material.unsupported(ctx, key);
      },
    },
  });
}
