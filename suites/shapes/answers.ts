import { findParameter } from '../../specs/constraints.ts';
import type { JsonObject, OperationRole } from '../../specs/contract.ts';
import type { CallParameters, Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { deletion, makingParameters, removeLater } from '../flows.ts';
import { naming } from '../lookups.ts';
import { fixture, freshTags } from './fixtures.ts';
import { provoke } from './provocations.ts';

/** A call by what it is about, as requirements name it in `given.answers`: `<operation>/<situation>`. */
export interface AnswerKey {
  readonly operation: OperationRole;
  readonly situation: string;
}

/** The answers a requirement is about, each asked for once in a run and shared by all that judge it. */
export async function answersIn(
  ctx: CheckContext,
): Promise<readonly { readonly key: string; readonly outcome: Outcome }[]> {
  const keys = textsIn(ctx.given, 'answers');
  const answers = [];
  for (const key of keys) answers.push({ key, outcome: await answerTo(ctx, key) });
  return answers;
}

/** The target's answer in one situation. What the call made is removed after the check that came first. */
function answerTo(ctx: CheckContext, key: string): Promise<Outcome> {
  const [operation = '', situation = ''] = key.split('/');
  const asked = `answer to ${key} ${JSON.stringify(ctx.given['filter'] ?? ctx.given['wire'] ?? '')}`;
  return ctx.shared(
    asked,
    () => ask(ctx, { operation: operation as OperationRole, situation }),
    () => Promise.resolve(),
  );
}

function ask(ctx: CheckContext, key: AnswerKey): Promise<Outcome> {
  switch (`${key.operation}/${key.situation}`) {
    case 'create/plain':
    case 'import/plain':
      return make(ctx, key.operation, {});
    case 'create/tagged':
    case 'import/tagged':
      return make(ctx, key.operation, { tags: freshTags(ctx) });
    case 'describe/pairs':
      return describePairs(ctx, {});
    case 'describe/public-key':
      return describePairs(ctx, { includePublicKey: true });
    case 'describe/none':
      return ctx.call({ operation: 'describe', parameters: matchingNothing(ctx) });
    case 'delete/existing':
      return deleteExisting(ctx);
    case 'delete/unknown':
      return ctx.call({ operation: 'delete', parameters: deletion(ctx, ctx.name()) });
    default:
      return provoke(ctx, key);
  }
}

function make(ctx: CheckContext, operation: OperationRole, parameters: CallParameters): Promise<Outcome> {
  const name = ctx.name();
  removeLater(ctx, name);
  return ctx.call({ operation, parameters: { ...makingParameters(ctx, operation, name), ...parameters } });
}

/** One pair with tags, where the target has tags, and one without. */
async function describePairs(ctx: CheckContext, parameters: CallParameters): Promise<Outcome> {
  const plain = await fixture(ctx, {});
  const tagged =
    ctx.target.capabilities.tags === false ? plain : await fixture(ctx, { tags: freshTags(ctx) });
  const listed = findParameter(ctx.contract, 'describe', 'names') !== undefined;
  const names = listed ? { names: [...new Set([plain, tagged])] } : naming(ctx, tagged);
  return ctx.call({ operation: 'describe', parameters: { ...names, ...parameters } });
}

async function deleteExisting(ctx: CheckContext): Promise<Outcome> {
  const name = await fixture(ctx, {});
  return ctx.call({ operation: 'delete', parameters: deletion(ctx, name) });
}

/** A describe that finds nothing and is no error: by a filter where the provider has filters, else by a name. */
function matchingNothing(ctx: CheckContext): CallParameters {
  const filter = ctx.given['filter'];
  if (typeof filter !== 'string') return naming(ctx, ctx.name());
  return { filters: [{ name: filter, values: [ctx.name()] }] };
}

/** A list of texts in `given`; empty when it is not there. */
export function textsIn(given: JsonObject, key: string): readonly string[] {
  const value = given[key];
  return Array.isArray(value) ? value.map(String) : [];
}
