import { fingerprintRule } from '../../specs/constraints.ts';
import type { Contract } from '../../specs/contract.ts';
import type { KeyPairView } from '../../targets/target.ts';
import type { ProseJudgement, ProseMismatch } from '../check.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import { type PublicMaterial, toBlob } from '../keys/material.ts';
import { readPublicKey } from '../keys/read-public.ts';
import { opensshLine } from '../keys/write-public.ts';

/** Whether a describe shows that a key pair holds a key: it does, it holds another, or nothing that is shown tells. */
export type KeySight =
  | { readonly kind: 'same' }
  | { readonly kind: 'other' | 'untold'; readonly mismatch: ProseMismatch };

/**
 * Looks for the key in what a describe shows. The public key tells, whatever its comment; where there is none, a right
 * fingerprint does, and a wrong one does not: it may be right about the key and wrong about the digest.
 */
export function lookForKey(
  contract: Contract,
  shown: KeyPairView,
  key: PublicMaterial,
  what: string,
): KeySight {
  const blob = toBlob(key);
  if (shown.publicKey !== undefined) {
    const read = readPublicKey(shown.publicKey);
    if (read.ok && read.blob.equals(blob)) return { kind: 'same' };
    return {
      kind: 'other',
      mismatch: {
        summary: `${what} is accepted, but a describe shows another key`,
        expected: opensshLine(key),
        observed: shown.publicKey,
        hints: read.ok ? [] : [`the shown public key cannot be read: ${read.reason}`],
      },
    };
  }
  const expected = fingerprintOf(fingerprintRule(contract, 'imported', key.keyType), { publicBlob: blob });
  if (shown.fingerprint !== undefined && shown.fingerprint === expected) return { kind: 'same' };
  return {
    kind: 'untold',
    mismatch: {
      summary: `${what} is accepted, but a describe shows no sign of that key`,
      expected: `the public key ${opensshLine(key)}, or the fingerprint ${expected}`,
      observed: `no public key, and ${shown.fingerprint === undefined ? 'no fingerprint' : `the fingerprint ${shown.fingerprint}`}`,
    },
  };
}

/** Judges that a key pair does not hold another key; what nothing tells is let pass. */
export function judgeNoOtherKey(
  contract: Contract,
  shown: KeyPairView,
  key: PublicMaterial,
  what: string,
): ProseJudgement {
  const sight = lookForKey(contract, shown, key, what);
  return sight.kind === 'other' ? sight.mismatch : undefined;
}
