import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Reply } from '../targets/reference/behaviours/http.ts';
import { type Conversation, showsIn } from './conversation.ts';
import { handlerOf, type Making } from './mutant-server.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { repeatable, type SetClock } from './surroundings.ts';

/** What a fault writes past `send` is no reply; one for all, because a connection is dear to make. */
const NOBODY = new ServerResponse(new IncomingMessage(new Socket())).on('error', () => undefined);

/**
 * Whether a mutant answers anything in a recorded conversation otherwise than the correct server did. It gets the same
 * requests in the same order at the same times, without a socket, and its answers are compared to the byte. What is not
 * answered before the next timer could run counts as different: a pause shows beside the answers.
 */
export async function answersOtherwise(
  mutant: AnyMutant,
  { said }: Pick<Conversation, 'said'>,
  making: Pick<Making, 'keys' | 'contract'>,
): Promise<boolean> {
  const clock: SetClock = { now: new Date(0) };
  let reply: Reply | undefined;
  const send = (_ctx: unknown, given: Reply): void => {
    reply = given;
  };
  const surroundings = { ...repeatable(mutant.provider, clock), http: { send } };
  const handler = handlerOf(mutant, { ...making, surroundings });
  for (const one of said) {
    clock.now = one.at;
    reply = undefined;
    await atOnce(handler(one.request, NOBODY));
    if (reply === undefined || showsIn(reply, one)) return true;
  }
  return false;
}

/** Resolves with the work, or when it waits for something. A failure is no answer. */
async function atOnce(work: Promise<void>): Promise<void> {
  let immediate: NodeJS.Immediate | undefined;
  const waits = new Promise<void>((resolve) => {
    immediate = setImmediate(resolve);
  });
  await Promise.race([work.catch(() => undefined), waits]);
  clearImmediate(immediate);
}
