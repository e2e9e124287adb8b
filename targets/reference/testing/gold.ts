import { newPrivateKey } from '../keys/fresh.ts';
import { openSshLine } from '../keys/public-text.ts';
import gold from './gold-vectors.json' with { type: 'json' };

/** A public key and the fingerprint EC2 gives it. */
export interface GoldVector {
  readonly id: string;
  readonly operation: string;
  readonly keyType: string;
  readonly publicKeyOpenSSH: string;
  readonly expectedKeyFingerprint: string;
  readonly materialBeforeApiBase64?: string;
  readonly expectedFingerprintIfPublicHalfImported?: string;
}

/** Material that EC2 refuses, and how. */
export interface GoldRejection {
  readonly id: string;
  readonly publicKeyMaterialApiValue: string;
  readonly expected: { readonly code: string; readonly message: string; readonly httpStatus: number };
}

export const goldVectors: readonly GoldVector[] = gold.vectors;
export const goldRejections: readonly GoldRejection[] = gold.importRejections;

/** A fresh Ed25519 public key as one OpenSSH line. */
export function freshLine(): string {
  const { x } = newPrivateKey('ed25519').export({ format: 'jwk' });
  return openSshLine({ type: 'ed25519', point: Buffer.from(x ?? '', 'base64url') });
}

/** Material as the API wants it. */
export function base64(text: string): string {
  return Buffer.from(text, 'latin1').toString('base64');
}
