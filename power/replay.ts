import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Reply } from '../targets/reference/behaviours/http.ts';
import { type Conversation, showsIn } from './conversation.ts';
import { handlerOf, type Making } from './mutant-server.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { repeatable, type SettableClock } from './repeatable.ts';

/** What a fault writes past `send` is no reply; one for all, because a connection is expensive to make. */
const NOBODY = new ServerResponse(new IncomingMessage(new Socket())).on('error', () => undefined);

/**
 * Whether a mutant answers anything in a recorded conversation otherwise than the correct server did, compared to the byte.
 * What is not answered before the next timer could run counts as different: a pause shows beside the answers.
 */
export async function answersOtherwise(
  mutant: AnyMutant,
  { said }: Pick<Conversation, 'said'>,
  making: Pick<Making, 'keys' | 'contract'>,
): Promise<boolean> {
  const ask = replaying(mutant, making);
  for (const one of said) {
    const reply = await ask(one);
    if (reply === undefined || showsIn(reply, one)) return true;
  }
  return false;
}

/** What a mutant answers to each request of a recorded conversation, `undefined` where it did not answer at once. */
export async function repliesOf(
  mutant: AnyMutant,
  said: Conversation['said'],
  making: Pick<Making, 'keys' | 'contract'>,
): Promise<readonly (Reply | undefined)[]> {
  const ask = replaying(mutant, making);
  const replies: (Reply | undefined)[] = [];
  for (const one of said) replies.push(await ask(one));
  return replies;
}

/** A mutant that gets recorded requests in their order, at their times and without a socket. */
function replaying(
  mutant: AnyMutant,
  making: Pick<Making, 'keys' | 'contract'>,
): (one: Conversation['said'][number]) => Promise<Reply | undefined> {
  const clock: SettableClock = { now: new Date(0) };
  let reply: Reply | undefined;
  const send = (_ctx: unknown, given: Reply): void => {
    reply = given;
  };
  const parts = { ...repeatable(mutant.provider, clock), http: { send } };
  const handler = handlerOf(mutant, { ...making, parts });
  return async (one) => {
    clock.now = one.at;
    reply = undefined;
    await atOnce(handler(one.request, NOBODY));
    return reply;
  };
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
