import type { OperationRole, ResponseBody } from '../../specs/contract.ts';
import type { KeyPairCall, Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { textIn } from '../values.ts';
import { wireIn } from '../wire/alteration.ts';

/** How the call of an answer is sent: plainly, or as `given.wire` says (see `wireIn`). */
export function sent(ctx: CheckContext): Pick<KeyPairCall, 'wire'> {
  return ctx.given.wire === undefined ? {} : { wire: wireIn(ctx) };
}

/** The declaration in the language of the answer: a call may have asked for another one, `given.mediaType`. */
export function inLanguage(ctx: CheckContext, declared: ResponseBody): ResponseBody {
  return ctx.given.mediaType === undefined ? declared : { ...declared, mediaType: textIn(ctx, 'mediaType') };
}

/**
 * A call by what it is about, as requirements name it in `given.answers`: `<operation>/<situation>`. With `-again` behind
 * it is the same call a second time, and its answer another one.
 */
export interface AnswerKey {
  readonly operation: OperationRole;
  readonly situation: string;
}

/** What a target answered to one call. */
export interface Answer {
  readonly outcome: Outcome;
  /**
   * Whether the answer is known to be about this call, and not one that the target gives to everything: a success shows
   * the name that was sent, and the operation of a refusal has been seen to succeed.
   */
  readonly live: boolean;
}
