import type { Context } from './context.ts';
import { OPERATIONS } from './operations.ts';
import { firstRefusal, type Outcome } from './outcome.ts';

/** Decides a request: first the gateway, who asks and what for, then the operation with its parameters. */
export async function decide(ctx: Context): Promise<Outcome> {
  const { authorization, protocol } = ctx.behaviours;
  await protocol.delay(ctx);
  // Inferred: the order within the gateway; that it comes before the product is documented.
  const refused = firstRefusal(
    () => ctx.unreadable,
    () => protocol.method(ctx),
    () => authorization.missing(ctx),
    () => authorization.authenticate(ctx),
    () => protocol.throttle(ctx),
    () => protocol.missingAction(ctx),
    () => protocol.version(ctx),
  );
  if (refused !== undefined) return refused;
  const operation = OPERATIONS.get(ctx.action);
  if (operation === undefined) return protocol.unknownAction(ctx);
  const prepared = authorization.authorize(ctx) ?? operation(ctx);
  return prepared.kind === 'refusal' ? prepared : prepared.perform();
}
