import type { Contract, Expectation, Refusal } from '../../specs/contract.ts';
import type { Accepted, Outcome } from '../../targets/target.ts';
import type { Judgement } from '../check.ts';

/** What an answer was, in one line a maintainer can compare with the expectation. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'accepted':
      return `accepted (HTTP ${outcome.status})`;
    case 'refused':
      return `refused with ${outcome.code} (HTTP ${outcome.status}): ${outcome.message}`;
    case 'garbled':
      return `an unreadable answer (HTTP ${outcome.status}): ${outcome.reason}`;
  }
}

/** Judges that a call was accepted; `what` says which call, e.g. "a plain name of 255 characters". */
export function judgeAccepted(outcome: Outcome, what: string): Judgement {
  if (outcome.kind === 'accepted') return undefined;
  return {
    summary: `${what} is not accepted`,
    expected: 'accepted',
    observed: describeOutcome(outcome),
    exchange: outcome.exchange,
  };
}

/** Judges code and HTTP status of a refusal; the message is the business of requirements of their own. */
export function judgeRefusal(outcome: Outcome, allowed: readonly Refusal[], what: string): Judgement {
  const met = allowed.some(
    (refusal) =>
      outcome.kind === 'refused' && outcome.code === refusal.code && outcome.status === refusal.status,
  );
  if (met) return undefined;
  const expected = allowed
    .map((refusal) => `refused with ${refusal.code} (HTTP ${refusal.status})`)
    .join(', or ');
  return {
    summary: outcome.kind === 'accepted' ? `${what} is accepted` : `${what} is refused in another way`,
    expected,
    observed: describeOutcome(outcome),
    exchange: outcome.exchange,
  };
}

/** The refusals an expectation names; throws when it names one the contract does not have (a fault of the suite). */
export function refusalsIn(contract: Contract, expects: Expectation): readonly Refusal[] {
  if (!('refusal' in expects)) return [];
  const ids = typeof expects.refusal === 'string' ? [expects.refusal] : expects.refusal;
  return ids.map((id) => {
    const refusal = contract.refusals[id];
    if (refusal === undefined) throw new Error(`the contract has no refusal "${id}"`);
    return refusal;
  });
}

/** Judges an answer against whatever the requirement expects of it. */
export function judgeAnswer(
  contract: Contract,
  outcome: Outcome,
  expects: Expectation,
  what: string,
): Judgement {
  if ('outcome' in expects) return judgeAccepted(outcome, what);
  if ('refusal' in expects) return judgeRefusal(outcome, refusalsIn(contract, expects), what);
  if ('either' in expects) {
    const judgements = expects.either.map((one) => judgeAnswer(contract, outcome, one, what));
    if (judgements.some((judgement) => judgement === undefined)) return undefined;
    const first = judgements[0];
    return first && { ...first, expected: judgements.map((one) => one?.expected).join(', or ') };
  }
  throw new Error('this expectation says nothing about the answer: use accepted, refusal or either');
}

/** The answer as accepted, for what follows after `must(judgeAccepted(...))`. */
export function accepted(outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new Error('the answer was not judged before it was used');
  return outcome;
}
