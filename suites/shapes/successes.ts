import { findParameter } from '../../specs/constraints.ts';
import type { OperationRole } from '../../specs/contract.ts';
import type { CallParameters, Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { deletionOf, deletionOfNobody, makingParameters, removeLater } from '../flows.ts';
import { naming } from '../lookups.ts';
import { hasTags } from '../scenes/capabilities.ts';
import { fixture, freshTags } from './fixtures.ts';
import { type Answer, type AnswerKey, sent } from './sending.ts';

/** Makes the call of a situation that has to succeed; undefined when the key names none. */
export function succeed(ctx: CheckContext, { operation, situation }: AnswerKey): Promise<Answer> | undefined {
  switch (`${operation}/${situation}`) {
    case 'create/plain':
    case 'import/plain':
      return make(ctx, operation, {});
    case 'create/tagged':
    case 'import/tagged':
      return make(ctx, operation, { tags: freshTags(ctx) });
    case 'describe/pairs':
      return describePairs(ctx, {});
    case 'describe/public-key':
      return describePairs(ctx, { includePublicKey: true });
    case 'describe/none':
      return describeNone(ctx);
    case 'delete/existing':
      return deleteExisting(ctx);
    case 'delete/unknown':
      return deleteUnknown(ctx);
    default:
      return undefined;
  }
}

async function make(
  ctx: CheckContext,
  operation: OperationRole,
  parameters: CallParameters,
): Promise<Answer> {
  const name = ctx.name();
  removeLater(ctx, name);
  const making = { ...makingParameters(ctx, operation, name), ...parameters };
  const outcome = await ctx.call({ operation, parameters: making, ...sent(ctx) });
  return { outcome, live: shows(outcome, name) && (await tellsApart(ctx, name)) };
}

/** One pair with tags, where the target has tags, and one without. */
async function describePairs(ctx: CheckContext, parameters: CallParameters): Promise<Answer> {
  const plain = await fixture(ctx, {});
  const tagged = !hasTags(ctx) ? plain : await fixture(ctx, { tags: freshTags(ctx) });
  const listed = findParameter(ctx.contract, 'describe', 'names') !== undefined;
  const names = listed ? { names: [...new Set([plain, tagged])] } : naming(ctx, tagged);
  const outcome = await ctx.call({
    operation: 'describe',
    parameters: { ...names, ...parameters },
    ...sent(ctx),
  });
  return { outcome, live: shows(outcome, tagged) && (await tellsApart(ctx, tagged)) };
}

/** The same describe of a key pair that exists and of one that does not. */
async function describeNone(ctx: CheckContext): Promise<Answer> {
  const existing = await fixture(ctx, {});
  const found = await describeMatching(ctx, existing);
  const live = shows(found, existing) && (await tellsApart(ctx, existing));
  const outcome = await describeMatching(ctx, ctx.name());
  // A target that ignores the filter shows what there is: that is no answer without key pairs.
  return { outcome, live: live && !shows(outcome, existing) };
}

/** A describe that is no error when it finds nothing: by a filter where the provider has filters, else by a name. */
function describeMatching(ctx: CheckContext, name: string): Promise<Outcome> {
  const filter = ctx.given.filter;
  const parameters =
    typeof filter === 'string' ? { filters: [{ name: filter, values: [name] }] } : naming(ctx, name);
  return ctx.call({ operation: 'describe', parameters, ...sent(ctx) });
}

async function deleteExisting(ctx: CheckContext): Promise<Answer> {
  const name = await fixture(ctx, {});
  const describe = (): Promise<Outcome> => ctx.call({ operation: 'describe', parameters: naming(ctx, name) });
  const before = await describe();
  const outcome = await ctx.call({
    operation: 'delete',
    parameters: await deletionOf(ctx, name),
    ...sent(ctx),
  });
  const after = await describe();
  return { outcome, live: shows(before, name) && !shows(after, name) };
}

async function deleteUnknown(ctx: CheckContext): Promise<Answer> {
  const { live } = await deleteExisting(ctx);
  const parameters = await deletionOfNobody(ctx, ctx.name());
  return { outcome: await ctx.call({ operation: 'delete', parameters, ...sent(ctx) }), live };
}

/** Whether a describe shows the key pair that was made and not one that nobody made: an echo shows both. */
async function tellsApart(ctx: CheckContext, made: string): Promise<boolean> {
  const nobody = ctx.name();
  const describe = (name: string): Promise<Outcome> =>
    ctx.call({ operation: 'describe', parameters: naming(ctx, name) });
  return shows(await describe(made), made) && !shows(await describe(nobody), nobody);
}

/** Whether an answer that is no refusal, however spoilt, has this text in its bytes; what it looks like is judged later. */
function shows(outcome: Outcome, text: string): boolean {
  return (
    outcome.kind !== 'refused' &&
    outcome.status < 400 &&
    Buffer.from(outcome.exchange.response.body).includes(text)
  );
}
