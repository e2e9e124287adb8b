import { getCallerIdentity } from './caller-identity.ts';
import type { Context } from './context.ts';
import { createKeyPair } from './create.ts';
import { deleteKeyPair } from './delete.ts';
import { describeKeyPairs } from './describe.ts';
import { importKeyPair } from './import.ts';
import { firstRefusal, type Operation, type Outcome, type Prepared, type Refusal } from './outcome.ts';
import { changeTags } from './tagging.ts';

const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['CreateKeyPair', createKeyPair],
  ['ImportKeyPair', importKeyPair],
  ['DescribeKeyPairs', describeKeyPairs],
  ['DeleteKeyPair', deleteKeyPair],
  ['CreateTags', changeTags],
  ['DeleteTags', changeTags],
  ['GetCallerIdentity', getCallerIdentity],
]);

/**
 * Decides a request. The order is part of the contract: who asks, what for, a dry run, and only then the
 * parameters. A dry run wins over every fault in the parameters and over nothing else.
 */
export async function decide(ctx: Context): Promise<Outcome> {
  const { authorization, protocol, dryRun } = ctx.behaviours;
  await protocol.delay(ctx);
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
  const forbidden = authorization.authorize(ctx);
  if (forbidden !== undefined) return forbidden;
  const prepare = (): Refusal | Prepared =>
    protocol.unknownParameter(ctx) ?? protocol.invalidBoolean(ctx, 'DryRun') ?? operation(ctx);
  if (dryRun.requested(ctx)) return dryRun.answer(ctx, prepare);
  const prepared = prepare();
  return prepared.kind === 'refusal' ? prepared : prepared.perform();
}
