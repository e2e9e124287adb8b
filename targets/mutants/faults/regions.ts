import type { Context } from '../../reference/ec2/context.ts';
import type { KeyPair } from '../../reference/store.ts';
import type { Mutant } from '../mutant.ts';

/** A fault that sees what other regions hold. */
export function acrossRegions(
  fault: (others: (ctx: Context) => readonly Context[]) => Mutant['fault'],
): Mutant['fault'] {
  return (correct) => {
    const seen = new Map<string, Context>();
    const others = (ctx: Context): readonly Context[] =>
      [...seen.values()].filter(({ region }) => region !== ctx.region);
    const overrides = fault(others)(correct);
    const insert = overrides.store?.insert ?? correct.store.insert;
    return {
      ...overrides,
      store: {
        ...overrides.store,
        insert: (ctx, pair) => {
          seen.set(ctx.region, ctx);
          return insert(ctx, pair);
        },
      },
    };
  };
}

/** All key pairs of some regions. */
export const pairsOf = (contexts: readonly Context[]): readonly KeyPair[] =>
  contexts.flatMap(({ store }) => store.all());
