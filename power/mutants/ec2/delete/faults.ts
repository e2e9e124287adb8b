import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';

/** The name in a delete. */
export const nameIn = (ctx: Context): string | undefined => ctx.parameters.get('KeyName') || undefined;
/** The id in a delete. */
export const idIn = (ctx: Context): string | undefined => ctx.parameters.get('KeyPairId') || undefined;

/** A delete by name alone that finds its key pair in another way. */
export function byName(find: (ctx: Context, name: string) => KeyPair | undefined): Mutant['fault'] {
  return ({ deletion }) => ({
    deletion: {
      target: (ctx) => {
        const name = nameIn(ctx);
        return name === undefined || idIn(ctx) !== undefined ? deletion.target(ctx) : find(ctx, name);
      },
    },
  });
}
