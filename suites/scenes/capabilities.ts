import { findParameter } from '../../specs/constraints.ts';
import type { Capability, Target } from '../../targets/target.ts';
import { type CheckContext, Unsupported } from '../check.ts';

/** What the owner of a target declares of it. */
export interface Declared {
  readonly target: Pick<Target, 'capabilities'>;
}

/** Ends the check when the owner of the target declares that it lacks this. */
export function needCapability(ctx: Declared, capability: Capability): void {
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
