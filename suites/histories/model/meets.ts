import type { Outcome } from '../../../targets/target.ts';
import type { ModelAnswer } from './step.ts';

/** Whether an answer is of the kind that is stated; what it shows is compared field by field elsewhere. */
export function meets(answer: ModelAnswer, outcome: Outcome): boolean {
  if (answer.kind !== 'refused') return outcome.kind === 'accepted';
  return (
    outcome.kind === 'refused' &&
    answer.refusals.some(({ code, status }) => code === outcome.code && status === outcome.status)
  );
}

/** What is stated, in words that fit after "expected". */
export function answerInWords(answer: ModelAnswer): string {
  if (answer.kind !== 'refused') return 'accepted';
  return answer.refusals.map(({ code, status }) => `${code} (HTTP ${status})`).join(', or ');
}
