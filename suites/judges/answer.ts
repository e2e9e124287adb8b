import type { Contract, Expectation, Refusal } from '../../specs/contract.ts';
import type { Accepted, Outcome } from '../../targets/target.ts';
import type { Judgement, Mismatch } from '../check.ts';
import { answerCode, answerInWords, type ExpectedAnswer, type ObservedAnswer } from '../findings/answers.ts';

/** What an answer was, in one line a maintainer can compare with the expectation. */
export function describeOutcome(outcome: Outcome): string {
  return answerInWords(observedAnswer(outcome));
}

/** The facts of an answer. */
export function observedAnswer(outcome: Outcome): ObservedAnswer {
  const { status } = outcome;
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', status };
    case 'refused':
      return { kind: 'rejected', code: outcome.code, status, message: outcome.message };
    case 'unreadable':
      return {
        kind: 'unreadable',
        status,
        reason: outcome.reason,
        ...(outcome.compressed !== undefined && { compressed: outcome.compressed }),
      };
  }
}

/** Judges that a call was accepted; `detail` follows the name of the operation, e.g. "with a name of 255 characters". */
export function judgeAccepted(outcome: Outcome, detail: string): Judgement {
  return outcome.kind === 'accepted' ? undefined : wrongAnswer(outcome, [{ kind: 'accepted' }], detail);
}

/** Judges code and HTTP status of a rejection; the message is the business of requirements of their own. */
export function judgeRefusal(outcome: Outcome, allowed: readonly Refusal[], detail: string): Judgement {
  return judgeOneOf(outcome, allowed.map(rejectedWith), detail);
}

/** Judges that a call was rejected, with whatever error. */
export function judgeRejected(outcome: Outcome, detail: string): Judgement {
  return judgeOneOf(outcome, [{ kind: 'any-rejection' }], detail);
}

/** Judges that a call was answered in the provider's protocol, whatever the answer. */
export function judgeReadable(outcome: Outcome, detail: string): Judgement {
  return outcome.kind === 'unreadable'
    ? wrongAnswer(outcome, [{ kind: 'accepted' }, { kind: 'any-rejection' }], detail)
    : undefined;
}

function rejectedWith({ code, status }: Refusal): ExpectedAnswer {
  return { kind: 'rejected', code, status };
}

function judgeOneOf(
  outcome: Outcome,
  expected: readonly ExpectedAnswer[],
  detail: string,
  taken?: number,
): Judgement {
  const isRight = expected.some((one) => isMet(outcome, one));
  return isRight ? undefined : wrongAnswer(outcome, expected, detail, taken);
}

function isMet(outcome: Outcome, expected: ExpectedAnswer): boolean {
  if (expected.kind === 'accepted') return outcome.kind === 'accepted';
  if (expected.kind === 'any-rejection') return outcome.kind === 'refused';
  return outcome.kind === 'refused' && outcome.code === expected.code && outcome.status === expected.status;
}

function wrongAnswer(
  outcome: Outcome,
  expected: readonly ExpectedAnswer[],
  detail: string,
  taken?: number,
): Mismatch {
  const facts = {
    detail,
    expected,
    observed: observedAnswer(outcome),
    ...(taken !== undefined && { taken }),
  };
  return { code: answerCode(facts), facts, exchange: outcome.exchange };
}

/** The refusals an expectation names; throws when it names one the contract does not have (a fault of the suite). */
export function refusalsIn(contract: Contract, expects: Expectation): readonly Refusal[] {
  if (!('refusal' in expects)) return [];
  const ids = typeof expects.refusal === 'string' ? [expects.refusal] : expects.refusal;
  return ids.map((id) => {
    const refusal = contract.refusals[id];
    if (refusal === undefined) throw new Error(`the contract has no rejection "${id}"`);
    return refusal;
  });
}

/** Judges an answer against whatever the requirement expects of it. */
export function judgeAnswer(
  contract: Contract,
  outcome: Outcome,
  expects: Expectation,
  detail: string,
): Judgement {
  return judgeOneOf(outcome, expectedAnswers(contract, expects), detail);
}

/**
 * The same for a call under a name that earlier calls may have had. Where it should be rejected for the name itself, that
 * the name is taken shows that the target would have accepted it.
 * @param twin a call of the operation that was accepted
 */
export function judgeAnswerOfAnyName(
  contract: Contract,
  outcome: Outcome,
  expects: Expectation,
  { detail, twin }: { readonly detail: string; readonly twin: Accepted },
): Judgement {
  const taken = isNameTaken(contract, outcome) ? twin.status : undefined;
  return judgeOneOf(outcome, expectedAnswers(contract, expects), detail, taken);
}

/** Whether a call is rejected because its name exists already. */
export function isNameTaken({ refusals }: Pick<Contract, 'refusals'>, outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.code === refusals['duplicate-name']?.code;
}

function expectedAnswers(contract: Contract, expects: Expectation): readonly ExpectedAnswer[] {
  if ('outcome' in expects) return [{ kind: 'accepted' }];
  if ('refusal' in expects) return refusalsIn(contract, expects).map(rejectedWith);
  if ('either' in expects) return expects.either.flatMap((one) => expectedAnswers(contract, one));
  throw new Error('this expectation says nothing about the response: use accepted, rejection or either');
}

/** The answer as accepted, for what follows after `must(judgeAccepted(...))`. */
export function accepted(outcome: Outcome): Accepted {
  if (outcome.kind !== 'accepted') throw new Error('the response was not judged before it was used');
  return outcome;
}
