import type { Contract, Expectation } from '../specs/contract.ts';

/** What a requirement waits for, in words, e.g. `refused with InvalidKeyPair.Duplicate (status 400)`. */
export function expectationInWords(expectation: Expectation, contract: Contract): string {
  if ('outcome' in expectation) return 'accepted';
  if ('either' in expectation) {
    return `either ${expectation.either.map((part) => expectationInWords(part, contract)).join(', or ')}`;
  }
  if ('rule' in expectation) return `what the rule ${expectation.rule} says`;
  if ('property' in expectation) return expectation.property;
  const ids = typeof expectation.refusal === 'string' ? [expectation.refusal] : expectation.refusal;
  return `rejected with ${ids.map((id) => refusalInWords(id, contract)).join(' or ')}`;
}

function refusalInWords(id: string, contract: Contract): string {
  const refusal = contract.refusals[id];
  return refusal === undefined ? id : `${refusal.code} (status ${refusal.status})`;
}
