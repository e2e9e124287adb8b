import type { Contract, Expectation } from '../specs/contract.ts';
import { ruleInWords as fingerprintRuleInWords } from '../suites/judges/fingerprint.ts';

/** What a requirement waits for, in words, e.g. `refused with InvalidKeyPair.Duplicate (status 400)`. */
export function expectationInWords(expectation: Expectation, contract: Contract): string {
  if ('outcome' in expectation) return 'accepted';
  if ('either' in expectation) {
    return `either ${expectation.either.map((part) => expectationInWords(part, contract)).join(', or ')}`;
  }
  if ('rule' in expectation) return ruleInWords(expectation.rule, contract);
  if ('property' in expectation) return expectation.property;
  const ids = typeof expectation.refusal === 'string' ? [expectation.refusal] : expectation.refusal;
  return `rejected with ${ids.map((id) => refusalInWords(id, contract)).join(' or ')}`;
}

/** A rule of `rules.yaml`: what it says where that is short, and its name. */
function ruleInWords(rule: string, { rules }: Contract): string {
  const fingerprint = rules.fingerprints.find(({ id }) => rule === `fingerprints/${id}`);
  return fingerprint === undefined
    ? `as in the rule ${rule} (rules.yaml)`
    : `${fingerprintRuleInWords(fingerprint)} (rule ${rule})`;
}

function refusalInWords(id: string, contract: Contract): string {
  const refusal = contract.refusals[id];
  return refusal === undefined ? id : `${refusal.code} (status ${refusal.status})`;
}
