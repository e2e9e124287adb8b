import { fingerprintRule } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { Judgement, Mismatch } from '../check.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import { type PublicMaterial, toBlob } from '../keys/material.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { opensshLine } from '../keys/write-public.ts';
import type { ShownPair } from '../lookups.ts';

/** Whether a describe shows that a key pair holds a key: it does, it holds another, or nothing that is shown tells. */
export type KeySight =
  | { readonly kind: 'same' }
  | { readonly kind: 'other' | 'untold'; readonly mismatch: Mismatch };

/**
 * Looks for the key in what a describe shows. The public key tells, whatever its comment; where none can be read, a right
 * fingerprint does, and a wrong one does not: it may be right about the key and wrong about the digest.
 */
export function lookForKey(
  contract: Contract,
  shown: ShownPair,
  key: PublicMaterial,
  detail: string,
): KeySight {
  const blob = toBlob(key);
  const read = shown.publicKey === undefined ? undefined : readPublicKey(shown.publicKey);
  if (read?.ok) {
    if (read.blob.equals(blob)) return { kind: 'same' };
    const facts = { detail, expected: opensshLine(key), observed: shown.publicKey ?? '' };
    return { kind: 'other', mismatch: { code: 'wrong-key', facts, exchange: shown.exchange } };
  }
  const expected = fingerprintOf(fingerprintRule(contract, 'imported', key.keyType), { publicBlob: blob });
  if (shown.fingerprint !== undefined && shown.fingerprint === expected) return { kind: 'same' };
  const facts = { detail, publicKey: opensshLine(key), fingerprint: expected, observed: shown.fingerprint };
  return { kind: 'untold', mismatch: { code: 'unproven-key', facts, exchange: shown.exchange } };
}

/** Judges that a key pair does not hold another key; what nothing tells is let pass. */
export function judgeNoOtherKey(
  contract: Contract,
  shown: ShownPair,
  key: PublicMaterial,
  detail: string,
): Judgement {
  const sight = lookForKey(contract, shown, key, detail);
  return sight.kind === 'other' ? sight.mismatch : undefined;
}
