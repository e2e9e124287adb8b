import type { Capability } from '../../targets/target.ts';
import { type CheckContext, Unsupported } from '../check.ts';

/** Ends the check when the owner of the target declares that it lacks this. */
export function needCapability(ctx: CheckContext, capability: Capability): void {
  if (ctx.target.capabilities[capability] !== false) return;
  throw new Unsupported(`the target declares that it does not have the capability '${capability}'`);
}
