import { type Exchange, NAME_TAKEN, TransportError } from '../../targets/target.ts';
import type { CallOptions, CheckContext, Judgement } from '../check.ts';
import { makingParameters, removeLater } from '../flows.ts';
import { judgeAccepted } from '../judges/answer.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { judgeEqual } from '../judges/values.ts';
import { lookUp, naming, pairsHolding } from '../lookups.ts';

/**
 * A short name may be somebody else's, in any spelling, or that of another check, which could not remove it; such a name
 * is skipped.
 */
export async function judgeRoundTrip(ctx: CheckContext, name: string): Promise<Judgement> {
  if (await isTaken(ctx, name)) return undefined;
  try {
    return await judgeOwnRoundTrip(ctx, name, { mayBeTaken: true });
  } catch (error) {
    if (error instanceof TransportError && error.code === NAME_TAKEN) return undefined;
    throw error;
  }
}

/** The same for a name that nobody else can have. */
export async function judgeOwnRoundTrip(
  ctx: CheckContext,
  name: string,
  options: Pick<CallOptions, 'mayBeTaken'> = {},
): Promise<Judgement> {
  const { operation } = ctx.requirement;
  const removal = removeLater(ctx, name);
  const parameters = makingParameters(ctx, operation, name);
  const outcome = await ctx.call({ operation, parameters }, options);
  removal.answered(outcome);
  if (outcome.kind !== 'accepted') return judgeAccepted(outcome, `under the name ${JSON.stringify(name)}`);
  const { exchange } = outcome;
  const answered = judgeName(name, { name: outcome.keyPairs[0]?.name, exchange });
  if (answered !== undefined) return answered;
  const shown = await lookUp(ctx, name);
  return judgeName(name, { name: shown.pair?.name, exchange: shown.exchange });
}

/** An answer that cannot be read is judged where the name was made. */
async function isTaken(ctx: CheckContext, name: string): Promise<boolean> {
  const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, name) });
  return outcome.kind === 'accepted' && outcome.keyPairs.some((pair) => pair.name === name);
}

/** The name that was sent is the one that is shown. */
export function judgeName(
  sent: string,
  shown: { readonly name?: string | undefined; readonly exchange: Exchange },
): Judgement {
  return judgeEqual('wrong-name', sent, { value: shown.name, exchange: shown.exchange });
}

/**
 * Nothing whose name holds the stem may be left by a rejected call.
 * @param stem fresh part of the name that was sent; empty where it has none
 * @param alsoMade name of what was made where the call was accepted
 */
export async function noteResidue(
  ctx: CheckContext,
  stem: string,
  alsoMade: string | undefined,
): Promise<void> {
  if (alsoMade !== undefined) removeLater(ctx, alsoMade);
  if (stem === '') return;
  const left = await pairsHolding(ctx, stem);
  for (const { name = '' } of left) removeLater(ctx, name);
  // A call that was accepted is one difference, or allowed; that it had an effect is no second one.
  if (alsoMade === undefined) ctx.note(judgeNothingLeft(left, 'the rejected call'));
}
