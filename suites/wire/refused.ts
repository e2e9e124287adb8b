import type { OperationRole } from '../../specs/contract.ts';
import type { CallParameters, Outcome } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import {
  anyPair,
  bystander,
  deletionOf,
  makePair,
  makingParameters,
  ownMaking,
  removeLater,
} from '../flows.ts';
import { judgeAccepted, judgeAnswer, judgeRejected } from '../judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from '../judges/state.ts';
import { lookUp, mustFind, naming, stillThere } from '../lookups.ts';
import { alterationGiven, wireIn } from './alteration.ts';

/** Given: `wire`. */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Sends the call once as it should be and once with this fault; the second must be rejected exactly so, and nothing may have changed.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  run(ctx) {
    switch (ctx.requirement.operation) {
      case 'create':
      case 'import':
        return refusedMaking(ctx);
      case 'describe':
        return refusedDescribe(ctx);
      case 'delete':
        return refusedDelete(ctx);
    }
  },
};

/** Given: `wire`. Expects nothing of the answer but that the call has no effect. */
export const harmless: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with this method of HTTP; a describe must not return a new key pair, and the next call must work.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  async run(ctx) {
    const operation = ownMaking(ctx);
    const unrelated = await bystander(ctx);
    const name = ctx.name();
    removeLater(ctx, name);
    const outcome = await ctx.call({
      operation,
      parameters: makingParameters(ctx, operation, name),
      wire: wireIn(ctx),
    });
    if (outcome.kind === 'accepted') ctx.note(judgeRejected(outcome, 'with this HTTP method'));
    const left = await lookUp(ctx, name);
    if (outcome.kind !== 'accepted') {
      ctx.note(judgeNothingLeft(left, 'a call with this HTTP method'));
    }
    await stillThere(ctx, unrelated);
  },
};

/** Given: `wire`. Only the next call counts. */
export const afterwards: CheckBody = {
  kind: 'example',
  method:
    'Sends a call that is rejected and then, over the same client, calls that must work as if nothing had been.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const made = await anyPair(ctx);
    const before = await mustFind(ctx, made.name);
    await ctx.call({ operation: 'describe', parameters: naming(ctx, made.name), wire: wireIn(ctx) });
    const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, made.name) });
    ctx.must(judgeAccepted(outcome, 'after the rejected call'));
    ctx.note(judgeUntouched(before, await lookUp(ctx, made.name), 'a rejected call'));
  },
};

async function refusedMaking(ctx: CheckContext): Promise<void> {
  const operation = ownMaking(ctx);
  const twin = await makePair(ctx, operation, { beside: true });
  const name = ctx.name();
  removeLater(ctx, name);
  const outcome = await sendFaulty(ctx, operation, makingParameters(ctx, operation, name));
  const left = await lookUp(ctx, name);
  // A call that was accepted is one difference; that it had an effect is no second one.
  if (outcome.kind !== 'accepted') ctx.note(judgeNothingLeft(left, 'the rejected call'));
  await stillThere(ctx, twin);
}

async function refusedDescribe(ctx: CheckContext): Promise<void> {
  const { name } = await anyPair(ctx);
  await mustFind(ctx, name);
  await sendFaulty(ctx, 'describe', naming(ctx, name));
}

async function refusedDelete(ctx: CheckContext): Promise<void> {
  const { name } = await anyPair(ctx);
  const before = await mustFind(ctx, name);
  const outcome = await sendFaulty(ctx, 'delete', await deletionOf(ctx, name));
  if (outcome.kind !== 'accepted')
    ctx.note(judgeUntouched(before, await lookUp(ctx, name), 'the rejected delete'));
}

async function sendFaulty(
  ctx: CheckContext,
  operation: OperationRole,
  parameters: CallParameters,
): Promise<Outcome> {
  const { expects } = ctx.requirement;
  const wire = wireIn(ctx, { texts: { name: parameters.name ?? parameters.names?.[0] ?? '' } });
  const outcome = await ctx.call({ operation, parameters, wire });
  ctx.note(judgeAnswer(ctx.contract, outcome, expects, alterationGiven(ctx)));
  return outcome;
}
