import type { CallParameters, Outcome } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { makePair, makingParameters, removeLater } from '../flows.ts';
import { disagreements } from '../judges/agreement.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { lookUp, naming } from '../lookups.ts';
import { objectIn } from '../values.ts';
import { judgeReported, type TwoClients, twoClients } from './two.ts';

/**
 * Given: `name`, which name the call has: `fresh` (the default), `existing` or `none`; `with`, parameters that make it
 * one to refuse.
 */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Sends a call that has to be rejected through a second client: the code, the status and the message that it reports are those of the response, and nothing was made.',
  uses: ['describe'],
  second: true,
  hazard: ({ name }) => (name === 'none' ? 'nameless' : undefined),
  async run(ctx) {
    const two = twoClients(ctx);
    const { name, outcome, inAnswer } = await refuse(ctx, two);
    for (const difference of disagreements(outcome, inAnswer)) ctx.note(difference);
    if (ctx.given.name === 'existing') return;
    const left = await lookUp(two.wire, name);
    ctx.note(judgeNothingLeft(left, 'a rejected call of the client'));
  },
};

/** Given: as for `refused`. */
export const requestId: CheckBody = {
  kind: 'example',
  method:
    'Sends a call that has to be rejected through a second client and compares the request ID that it reports with the one in the body, which must be there.',
  uses: ['describe'],
  second: true,
  async run(ctx) {
    const { outcome, inAnswer } = await refuse(ctx, twoClients(ctx));
    const reported = outcome.kind === 'unreadable' ? undefined : outcome.requestId;
    const written = inAnswer.kind === 'unreadable' ? undefined : inAnswer.requestId;
    if (written !== undefined && reported === written) return;
    const difference = judgeReported(
      'request ID',
      written ?? 'a request ID in the response',
      reported,
      outcome,
    );
    ctx.must(
      difference && {
        ...difference,
        hints: ['some clients take the request ID from a header of the response and not from its body'],
      },
    );
  },
};

/** Sends the call of `refused` and judges that the answer refuses it as required. */
export async function refuse(
  ctx: CheckContext,
  two: TwoClients,
): Promise<{ readonly name: string; readonly outcome: Outcome; readonly inAnswer: Outcome }> {
  const { operation, expects } = ctx.requirement;
  const existing = ctx.given.name === 'existing';
  const name = existing ? (await makePair(two.wire, operation)).name : ctx.name();
  if (!existing) removeLater(two.wire, name);
  const plain: CallParameters =
    operation === 'describe' || operation === 'delete'
      ? naming(ctx, name)
      : makingParameters(ctx, operation, ctx.given.name === 'none' ? undefined : name);
  const outcome = await ctx.call({ operation, parameters: { ...plain, ...objectIn(ctx, 'with', {}) } });
  const inAnswer = two.raw(outcome);
  ctx.must(judgeAnswer(ctx.contract, inAnswer, expects, `through the client`));
  return { name, outcome, inAnswer };
}
