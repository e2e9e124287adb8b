import { parameter } from '../../specs/constraints.ts';
import type { CallParameters, Outcome } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { deletionOfNobody, makingParameters, removeLater } from '../flows.ts';
import { naming } from '../lookups.ts';
import { objectIn } from '../values.ts';
import { fixture } from './fixtures.ts';
import { type AnswerKey, sent } from './sending.ts';

/**
 * Sends a call that the contract refuses, in the situation of that name: the id of the refusal, or `asked` for a call
 * with the parameters of `given.ask`. Whether the target refuses it rightly is judged by other topics.
 */
export async function provoke(ctx: CheckContext, key: AnswerKey): Promise<Outcome> {
  const { operation } = key;
  const name = ctx.name();
  if (operation === 'create' || operation === 'import') removeLater(ctx, name);
  const parameters = await refusedParameters(ctx, key, name);
  const outcome = await ctx.call({ operation, parameters, ...sent(ctx) });
  // A target that takes a create without a name invents one.
  const made = outcome.kind === 'accepted' ? outcome.keyPairs[0]?.name : undefined;
  if (made !== undefined && operation !== 'describe') removeLater(ctx, made);
  return outcome;
}

/** The greatest length of public key material that the contract declares. */
function longestMaterial({ contract }: CheckContext): number {
  return parameter(contract, 'import', 'material').schema.maxLength ?? 2048;
}

/** The greatest length of a name that the contract declares. */
function longestName({ contract }: CheckContext): number {
  return parameter(contract, 'create', 'name').schema.maxLength ?? 255;
}

function ofLength(name: string, length: number): string {
  return name.padEnd(length, 'x');
}

async function refusedParameters(
  ctx: CheckContext,
  { operation, situation }: AnswerKey,
  name: string,
): Promise<CallParameters> {
  const making = makingParameters(ctx, operation, name);
  switch (`${operation}/${situation}`) {
    case 'create/missing-name':
    case 'import/missing-name':
      return makingParameters(ctx, operation);
    case 'create/name-too-long':
      return { ...making, name: ofLength(name, longestName(ctx) + 1) };
    case 'create/name-untrimmed':
      return { ...making, name: ` ${name}` };
    case 'create/name-line-break':
      return { ...making, name: `${name}\n${ctx.random.text(4)}` };
    case 'create/name-not-ascii':
      return { ...making, name: `${name}é` };
    case 'import/material-too-long':
      return { ...making, material: ofLength(String(making.material), 2 * longestMaterial(ctx)) };
    case 'create/duplicate-name':
    case 'import/duplicate-name':
      return { ...making, name: await fixture(ctx, {}) };
    case 'create/bad-key-type':
      return { ...making, keyType: ctx.random.text(6) };
    case 'create/bad-key-format':
      return { ...making, keyFormat: ctx.random.text(6) };
    case 'import/bad-material':
      return { ...making, material: ctx.random.text(40) };
    case 'import/missing-material':
      return { name };
    case 'describe/unknown-name':
      return naming(ctx, name);
    case 'describe/malformed-id':
      return { ids: [ctx.random.text(8)] };
    case 'delete/delete-malformed-id':
      return { id: ctx.random.text(8) };
    case 'delete/delete-nothing-named':
      return {};
    case 'create/asked':
    case 'import/asked':
      return { ...making, ...objectIn(ctx, 'ask', {}) };
    case 'describe/asked':
      return ctx.given.ask === undefined ? naming(ctx, name) : objectIn(ctx, 'ask');
    case 'delete/asked':
      return ctx.given.ask === undefined ? deletionOfNobody(ctx, name) : objectIn(ctx, 'ask');
    case 'create/dry-run':
    case 'import/dry-run':
      return { ...making, dryRun: true };
    case 'describe/dry-run':
      return { dryRun: true };
    case 'delete/dry-run':
      return { ...(await deletionOfNobody(ctx, name)), dryRun: true };
    default:
      throw new Error(
        `${ctx.requirement.id}: given.answers names no known situation: ${operation}/${situation}`,
      );
  }
}
