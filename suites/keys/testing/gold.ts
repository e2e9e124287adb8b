import { readFileSync } from 'node:fs';

/** A public key and the fingerprint a cloud printed for it; `source` says where it was recorded. */
export type GoldVector = {
  id: string;
  operation: string;
  keyType: 'rsa' | 'ed25519';
  bits: number;
  publicKeyOpenSSH: string;
  expectedKeyFingerprint: string;
  expectedFingerprintIfPublicHalfImported?: string;
  materialBeforeApiBase64?: string;
  construction?: string;
  source: string;
};

/** Material that a cloud refused, in the base64 of the API. */
export type GoldRejection = { id: string; publicKeyMaterialApiValue: string; source: string };

/** The published vectors these tests stand on. */
export const gold: { vectors: GoldVector[]; importRejections: GoldRejection[] } = JSON.parse(
  readFileSync(new URL('./gold-vectors.json', import.meta.url), 'utf8'),
);

/** One vector by its id. */
export function goldVector(id: string): GoldVector {
  const vector = gold.vectors.find((one) => one.id === id);
  if (vector === undefined) throw new Error(`no gold vector ${id}`);
  return vector;
}
