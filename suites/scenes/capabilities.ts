import { findParameter } from '../../specs/constraints.ts';
import type { Capability } from '../../targets/target.ts';
import { type CheckContext, Unsupported } from '../check.ts';

/** Ends the check when the owner of the target declares that it lacks this. */
export function needCapability(ctx: CheckContext, capability: Capability): void {
  if (ctx.target.capabilities[capability] !== false) return;
  throw new Unsupported(
    `the target declares that it does not have the capability '${capability}'`,
    'declared',
  );
}

/** Whether key pairs can have tags here: the provider knows them, and the owner of the target does not deny it. */
export function hasTags({ contract, target }: CheckContext): boolean {
  const known = (['create', 'import'] as const).some(
    (one) => findParameter(contract, one, 'tags') !== undefined,
  );
  return known && target.capabilities.tags !== false;
}
