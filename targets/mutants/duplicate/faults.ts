import type { Behaviours } from '../../reference/ec2/behaviours.ts';
import type { Context } from '../../reference/ec2/context.ts';
import type { KeyPair } from '../../reference/store.ts';

/** Milliseconds between looking and putting, as a slow database has them. */
export const GAP_MS = 4;

/** Takes a pair in without asking whether the name is free. */
export function putOver({ names }: Behaviours, ctx: Context, pair: KeyPair): undefined {
  ctx.store.put(names.key(ctx, pair.name), pair);
  return undefined;
}
