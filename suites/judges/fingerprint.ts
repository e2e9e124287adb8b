import type { Contract, FingerprintRule } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';
import { describeFormat } from '../keys/describe-format.ts';
import { diagnoseFingerprint } from '../keys/diagnose.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import { type FingerprintKey, OVERS } from '../keys/hashed-bytes.ts';
import { DIGEST_NAMES, RENDERINGS } from '../keys/rendering.ts';

/** The rule of an expectation such as `fingerprints/created-rsa`; throws for any other (a fault of the specs). */
export function fingerprintRuleNamed(contract: Contract, rule: string): FingerprintRule {
  const [section, id] = rule.split('/');
  const found = contract.rules.fingerprints.find((one) => one.id === id);
  if (section !== 'fingerprints' || found === undefined) throw new Error(`"${rule}" is no fingerprint rule`);
  return found;
}

/** A rule in words, e.g. "SHA-1 over the PKCS#8 DER, hexadecimal with colons". */
export function ruleInWords({ digest, over, rendering }: FingerprintRule): string {
  return `${DIGEST_NAMES[digest]} over ${OVERS[over]}, ${RENDERINGS[rendering]}`;
}

/** Judges a fingerprint by recomputing it from the key; a wrong one is traced to what the target hashed. */
export function judgeFingerprint(
  rule: FingerprintRule,
  key: FingerprintKey,
  observed: string | undefined,
  exchange: Exchange,
): Mismatch | undefined {
  const expected = fingerprintOf(rule, key);
  if (expected === undefined) throw new Error(`the key has no bytes for the rule ${rule.id}`);
  const tolerated = (rule.tolerates ?? []).map((rendering) => fingerprintOf({ ...rule, rendering }, key));
  if (observed === expected || (observed !== undefined && tolerated.includes(observed))) return undefined;
  return wrongFingerprint(expected, ruleInWords(rule), observed, { key, exchange });
}

/** The difference of a fingerprint that is not the expected one, traced to what the target hashed. */
export function wrongFingerprint(
  expected: string,
  by: string,
  observed: string | undefined,
  { key, exchange }: { readonly key: FingerprintKey; readonly exchange: Exchange },
): Mismatch {
  const found = observed === undefined ? undefined : diagnoseFingerprint(observed, key);
  const format = observed === undefined ? '' : describeFormat(observed);
  const facts = {
    expected,
    by,
    observed,
    diagnosis: observed === undefined ? 'absent' : (found?.id ?? 'unknown'),
    story: found?.story ?? `matches no digest of this key; it has the format of ${format}`,
  };
  return { code: 'wrong-fingerprint', facts, exchange };
}
