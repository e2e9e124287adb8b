import { bytesOver, type FingerprintKey, type Over } from './hashed-bytes.ts';
import { type Digest, digestOf, type Rendering, render } from './rendering.ts';

/** One declared way to make a fingerprint. */
export type FingerprintRule = { digest: Digest; over: Over; rendering: Rendering };

/**
 * The fingerprint that a rule gives for a key, or undefined when the key lacks the bytes the rule is about:
 * a private form without a private key, a PKCS#1 form of an Ed25519 key, a text that was not seen.
 */
export function fingerprintOf(rule: FingerprintRule, key: FingerprintKey): string | undefined {
  const bytes = bytesOver(rule.over, key);
  return bytes === undefined ? undefined : render(rule.rendering, digestOf(rule.digest, bytes));
}
