import { sign, verify } from 'node:crypto';
import { reading } from './malformed.ts';
import { fromBlob, toKeyObject } from './material.ts';
import type { PrivateKeyRead } from './read-private.ts';

/** Whether a private key and a public key described elsewhere are two halves of one pair. */
export type Possession = { ok: true } | { ok: false; reason: string };

/**
 * Signs `nonce` with the private key and verifies with the public key of `publicBlob`: RSA PKCS#1 v1.5 with
 * SHA-256, or Ed25519. Take the private key from one exchange and the blob from another (a describe): the
 * reader already proved each private key against its own public half.
 *
 * @param nonce fresh bytes of the run, so that no signature can be known beforehand
 */
export function provesPossession(
  { privateKey, keyType }: PrivateKeyRead,
  publicBlob: Buffer,
  nonce: Uint8Array,
): Possession {
  const described = reading(() => ({ ok: true as const, material: fromBlob(publicBlob) }));
  if (!described.ok) return described;
  const { material } = described;
  if (material.keyType !== keyType) {
    return {
      ok: false,
      reason: `the private key is ${keyType} and the described public key ${material.keyType}`,
    };
  }
  const publicKey = toKeyObject(material);
  if (publicKey === undefined) return { ok: false, reason: 'OpenSSL rejects the described public key' };
  const digest = keyType === 'rsa' ? 'sha256' : null;
  const signature = sign(digest, nonce, privateKey);
  return verify(digest, nonce, publicKey, signature)
    ? { ok: true }
    : { ok: false, reason: 'a signature of the private key does not verify with the described public key' };
}
