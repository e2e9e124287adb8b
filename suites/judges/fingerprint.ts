import type { Contract, FingerprintRule } from '../../specs/contract.ts';
import type { Exchange } from '../../targets/target.ts';
import type { Judgement } from '../check.ts';
import { describeFormat } from '../keys/describe-format.ts';
import { diagnoseFingerprint } from '../keys/diagnose.ts';
import { fingerprintOf } from '../keys/fingerprint.ts';
import type { FingerprintKey } from '../keys/hashed-bytes.ts';

/** The rule of an expectation such as `fingerprints/created-rsa`; throws for any other (a fault of the specs). */
export function fingerprintRuleNamed(contract: Contract, rule: string): FingerprintRule {
  const [section, id] = rule.split('/');
  const found = contract.rules.fingerprints.find((one) => one.id === id);
  if (section !== 'fingerprints' || found === undefined) throw new Error(`"${rule}" is no fingerprint rule`);
  return found;
}

/** A rule in words, e.g. "SHA1 over pkcs8-der, hex-colons". */
export function ruleInWords(rule: FingerprintRule): string {
  return `${rule.digest.toUpperCase()} over ${rule.over}, ${rule.rendering}`;
}

/** Judges a fingerprint by recomputing it from the key; a wrong one is traced to what the target hashed. */
export function judgeFingerprint(
  rule: FingerprintRule,
  key: FingerprintKey,
  observed: string | undefined,
  exchange: Exchange,
): Judgement {
  const expected = fingerprintOf(rule, key);
  if (expected === undefined) throw new Error(`the key has no bytes for the rule ${rule.id}`);
  const tolerated = (rule.tolerates ?? []).map((rendering) => fingerprintOf({ ...rule, rendering }, key));
  if (observed === expected || (observed !== undefined && tolerated.includes(observed))) return undefined;
  return {
    summary: observed === undefined ? 'the answer has no fingerprint' : 'the fingerprint is another',
    expected: `${expected} (${ruleInWords(rule)})`,
    observed: observed ?? 'no fingerprint',
    hints: observed === undefined ? [] : [explain(observed, key)],
    exchange,
  };
}

/** What a wrong fingerprint really is, as far as can be told. */
export function explain(observed: string, key: FingerprintKey): string {
  const story = diagnoseFingerprint(observed, key);
  return story === undefined
    ? `it matches no digest of this key; it has the form of ${describeFormat(observed)}`
    : `it is ${story}`;
}
