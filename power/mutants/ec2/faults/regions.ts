import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import { regionsSeen } from '../../across-regions.ts';
import type { Mutant } from '../../mutant.ts';

/** A fault that sees what other regions hold. */
export function acrossRegions(
  fault: (others: (ctx: Context) => readonly Context[]) => Mutant['fault'],
): Mutant['fault'] {
  return (correct) => {
    const { others, watching } = regionsSeen<Context>();
    const overrides = fault(others)(correct);
    const insert = overrides.store?.insert ?? correct.store.insert;
    return { ...overrides, store: { ...overrides.store, insert: watching(insert) } };
  };
}

/** All key pairs of some regions. */
export const pairsOf = (contexts: readonly Context[]): readonly KeyPair[] =>
  contexts.flatMap(({ store }) => store.all());
