import { generateKeyPairSync } from 'node:crypto';
import {
  type KeyType,
  type PublicKey,
  parseSshBlob,
  publicKeyOf,
} from '../../../../targets/reference/keys/public-key.ts';
import { strictBase64 } from '../../../../targets/reference/keys/public-text.ts';
import type { Mutant } from '../../mutant.ts';
import { blobOf, hugeLength } from './texts.ts';

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

/** Bytes that are let through although they are beyond ASCII. */
export function letsBytes(test: (bytes: Buffer) => boolean): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      nonAscii: (ctx, bytes) => (test(bytes) ? undefined : material.nonAscii(ctx, bytes)),
      openSsh: (ctx, text) =>
        material.openSsh(ctx, text) ?? (test(Buffer.from(text, 'latin1')) ? someKey('rsa') : undefined),
    },
  });
}

/** Lines whose blob is read without looking at the type name before it as much as it should be. */
export function ignoresTypeName(test: (name: string, key: PublicKey) => boolean): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      openSsh: (ctx, text) => {
        const [name = '', encoded = ''] = text.trim().split(/\s+/);
        const blob = strictBase64(encoded);
        const key = blob === undefined ? undefined : parseSshBlob(blob);
        return material.openSsh(ctx, text) ?? (key !== undefined && test(name, key) ? key : undefined);
      },
    },
  });
}

/** Lines that begin so and announce far more bytes than they have are an internal error. */
export function failsOnHugeLength(beginning: string): Mutant['fault'] {
  return ({ material }) => ({
    material: {
      openSsh: (ctx, text) => {
        if (text.startsWith(beginning) && hugeLength(blobOf(text))) throw new RangeError('out of memory');
        return material.openSsh(ctx, text);
      },
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

/** Keys are kept as the one of their type that was imported before. */
export const keepsTheOneBefore: Mutant['fault'] = ({ material }) => {
  const before = new Map<KeyType, PublicKey>();
  return {
    material: {
      read: (ctx) => {
        const key = material.read(ctx);
        if ('kind' in key) return key;
        const kept = before.get(key.type) ?? key;
        before.set(key.type, key);
        return kept;
      },
    },
  };
};

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
