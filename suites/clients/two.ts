import type { CallParameters, KeyPairClient, Outcome } from '../../targets/target.ts';
import { type CheckContext, type Judgement, type Send, Unsupported } from '../check.ts';
import { declaredPart, disagreements } from '../judges/agreement.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';

/** A check's two views of a target. */
export interface TwoClients {
  /** For everything that is not the subject: preparation and proofs go over the wire. */
  readonly wire: CheckContext;
  /** What the wire client makes of an exchange of the client that is judged. */
  readonly raw: (outcome: Outcome) => Outcome;
}

/**
 * The context as it would be for the wire client of the run.
 * @throws Unsupported when the run has no client that reads raw answers
 */
export function twoClients(ctx: CheckContext): TwoClients {
  const reader = [...ctx.clients, ctx.client].find((client) => client.read !== undefined);
  if (reader?.read === undefined)
    throw new Unsupported('no client of this run reads raw responses; add wire', 'client');
  return {
    wire: through(ctx, reader),
    raw: (outcome) => declaredPart(ctx.contract, reader.read?.(outcome.exchange) ?? outcome),
  };
}

function through(ctx: CheckContext, client: KeyPairClient): CheckContext {
  const by =
    (send: Send): Send =>
    (call, options) =>
      send(call, { client, ...options });
  return {
    ...ctx,
    client,
    call: by(ctx.call),
    setup: by(ctx.setup),
    control: by(ctx.control),
    look: by(ctx.look),
  };
}

/** Sends one call through the client that is judged, which has to be accepted, and judges that it reads it right. */
export async function agreedAnswer(
  ctx: CheckContext,
  { raw }: TwoClients,
  parameters: CallParameters,
  what: string,
): Promise<ReturnType<typeof accepted>> {
  const outcome = await ctx.call({ operation: ctx.requirement.operation, parameters });
  const inAnswer = raw(outcome);
  ctx.must(judgeAccepted(inAnswer, `${what} (sent by the ${ctx.client.kind} client)`.trim()));
  for (const difference of disagreements(outcome, inAnswer)) ctx.note(difference);
  if (outcome.kind === 'accepted') return outcome;
  // Noted above; what follows rests on what really stands in the answer.
  return accepted(inAnswer);
}

/** Judges that a client reports a part of an answer as it is. */
export function judgeReported(
  part: string,
  expected: string | undefined,
  observed: string | undefined,
  { exchange }: Outcome,
): Judgement {
  if (expected === observed) return undefined;
  return { code: 'client-misreads', facts: { part, expected, observed }, exchange };
}
