import type { ResponseBody } from '../../specs/contract.ts';
import type { KeyPairCall } from '../../targets/target.ts';
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
