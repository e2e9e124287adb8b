import type { EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import type { EcsMutant } from '../mutant.ts';
import type { EcsFault } from './faults.ts';
import { accept, always, at, forEach, MAKING, perServer, table, together } from './table.ts';

/** Faults of whole lives. */
// biome-ignore format: a row is a mutant
export const LIFECYCLE_MUTANTS: readonly EcsMutant[] = table('lifecycle', [
  ...forEach(MAKING, (operation, here) => [
    ['not-kept', `${operation} is accepted and keeps nothing`,
      operation === 'create' ? 'lifecycle.create.whole-life' : 'lifecycle.describe.works',
      at('store', 'insert', here, accept)],
    ['other-name', `${operation} answers with another name`, `lifecycle.${operation}.works`,
      together(
        at('responses', 'created', always, (right, ctx, pair, material) => ({
          ...right(ctx, pair, material),
          ...(here(ctx) && { KeyPairName: `${pair.name}-1` }),
        })),
        at('responses', 'imported', always, (right, ctx, pair) => ({
          ...right(ctx, pair),
          ...(here(ctx) && { KeyPairName: `${pair.name}-1` }),
        })))],
    ['poisoned-by-a-refusal', `after a refused name, every ${operation} in the region is refused`,
      `lifecycle.${operation}.refusals-leave-nothing`,
      perServer(({ names }) => {
        const poisoned = new Set<object>();
        return at('names', 'refuse', always, (right, ctx, name) => {
          const refused = right(ctx, name);
          if (!here(ctx)) return refused;
          if (refused !== undefined) poisoned.add(ctx.store);
          return poisoned.has(ctx.store) ? names.malformed(ctx) : refused;
        });
      })],
  ]),
  ['forgets-created-after-a-describe', ...forgets('created', 'lifecycle.create.whole-life')],
  ['forgets-imported-after-a-describe', ...forgets('imported', 'lifecycle.import.whole-life')],
]);

/** A describe after which the key pairs that it showed are gone. */
function forgets(origin: EcsKeyPair['origin'], mustBeKilledBy: string): EcsFault {
  return [
    `a key pair that was ${origin} is shown once and then forgotten`,
    mustBeKilledBy,
    perServer(({ store }) =>
      at('describe', 'selected', always, (right, ctx) => {
        const pairs = right(ctx);
        for (const pair of pairs) if (pair.origin === origin) store.remove(ctx, pair);
        return pairs;
      }),
    ),
  ];
}
