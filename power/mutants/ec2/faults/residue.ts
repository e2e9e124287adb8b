import type { Context } from '../../../../targets/ec2/reference/context.ts';

/** Keeps a key pair under the name of a request that was refused; nothing where the region has none to copy. */
export function keepResidue(ctx: Context): void {
  const { names, identifiers } = ctx.behaviours;
  const [any] = ctx.store.all();
  const name = ctx.parameters.get('KeyName') ?? '';
  const key = names.key(ctx, name);
  if (any === undefined || ctx.store.byName(key) !== undefined) return;
  ctx.store.put(key, { ...any, name, id: identifiers.keyPairId(ctx) });
}
