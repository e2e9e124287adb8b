import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { colonHex } from '../../../../targets/reference/keys/fingerprints.ts';
import { type PublicKey, publicKeyOf } from '../../../../targets/reference/keys/public-key.ts';
import type { Mutant } from '../../mutant.ts';

/** Digests that fingerprints are confused with. */
export type Digest = 'md5' | 'sha1' | 'sha256';

/** A digest as hex pairs with colons. */
export function hexOf(digest: Digest, bytes: Buffer | string): string {
  return colonHex(createHash(digest).update(bytes).digest());
}

/** A SHA-256 as padded base64. */
export function base64Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('base64');
}

/** A created RSA key hashed in another way. */
export function createdRsa(hash: (key: KeyObject) => string): Mutant['fault'] {
  return () => ({ fingerprints: { createdRsa: (_ctx, key) => hash(key) } });
}

/** An imported RSA key hashed in another way. */
export function importedRsa(hash: (key: PublicKey) => string): Mutant['fault'] {
  return () => ({ fingerprints: { importedRsa: (_ctx, key) => hash(key) } });
}

/** Ed25519 keys hashed in another way, by origin. */
export function ed25519(origin: 'created' | 'imported', hash: (key: PublicKey) => string): Mutant['fault'] {
  return () => ({
    fingerprints:
      origin === 'created'
        ? { createdEd25519: (_ctx, key) => hash(publicKeyOf(key)) }
        : { importedEd25519: (_ctx, key) => hash(key) },
  });
}

/** The DER of the public half. */
export const publicOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }) as Buffer;
/** The DER of PKCS#1. */
export const pkcs1Of = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'pkcs1' });
/** The PEM text of PKCS#1. */
export const pemOf = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs1' }).toString();
/** A fingerprint of so many zero bytes. */
export const zeros = (bytes: number): string => colonHex(Buffer.alloc(bytes));
