import type { Requirement } from '../../specs/contract.ts';
import type { CallParameters, Tag } from '../../targets/target.ts';
import { type CheckContext, Unsupported } from '../check.ts';
import { makingParameters, removeLater } from '../flows.ts';
import { describeOutcome } from '../judges/answer.ts';
import { hasTags } from '../scenes/capabilities.ts';
import { unmet } from '../stated.ts';

/** A key pair that an answer is about, imported where the target imports; without it there is nothing to judge. */
export async function fixture(ctx: CheckContext, parameters: CallParameters): Promise<string> {
  const name = ctx.name();
  removeLater(ctx, name);
  const operation = ctx.making();
  const made = await ctx.call({
    operation,
    parameters: { ...makingParameters(ctx, operation, name), ...parameters },
  });
  if (made.kind === 'refused') {
    const reason = `there is no key pair to look at: ${operation} is ${describeOutcome(made)}`;
    const tagged = (parameters.tags ?? []).length > 0;
    const states = (one: Requirement): boolean =>
      one.basis === operation || (tagged && one.topic === 'tags' && one.operation === operation);
    throw unmet(ctx, reason, states);
  }
  return name;
}

/** Two tags that no other check has. */
export function freshTags(ctx: CheckContext): readonly Tag[] {
  if (!hasTags(ctx)) throw new Unsupported('the target declares that it has no tags', 'declared');
  return [0, 1].map(() => ({ key: ctx.random.text(8), value: ctx.random.text(12) }));
}
