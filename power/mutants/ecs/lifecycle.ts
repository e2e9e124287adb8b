import type { EcsKeyPair } from '../../../targets/ecs/reference/pair.ts';
import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

/** Faults of whole lives. */
export const LIFECYCLE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('lifecycle', {
  ...forEach(MAKING, (operation, here) => ({
    'not-kept': {
      summary: `${operation} is accepted and keeps nothing`,
      mustBeKilledBy: operation === 'create' ? 'lifecycle.create.whole-life' : 'lifecycle.describe.works',
      fault: ({ store }) => ({ store: { insert: only(here, accept, store.insert) } }),
    },
    'other-name': {
      summary: `${operation} answers with another name`,
      mustBeKilledBy: `lifecycle.${operation}.works`,
      fault: ({ responses }) => ({
        responses: {
          created: (ctx, pair, material) => ({
            ...responses.created(ctx, pair, material),
            ...(here(ctx) && { KeyPairName: `${pair.name}-1` }),
          }),
          imported: (ctx, pair) => ({
            ...responses.imported(ctx, pair),
            ...(here(ctx) && { KeyPairName: `${pair.name}-1` }),
          }),
        },
      }),
    },
    'poisoned-by-a-refusal': {
      summary: `after a refused name, every ${operation} in the region is refused`,
      mustBeKilledBy: `lifecycle.${operation}.refusals-leave-nothing`,
      fault: ({ names }) => {
        const poisoned = new Set<object>();
        return {
          names: {
            refuse(ctx, name) {
              const refused = names.refuse(ctx, name);
              if (!here(ctx)) return refused;
              if (refused !== undefined) poisoned.add(ctx.store);
              return poisoned.has(ctx.store) ? names.malformed(ctx) : refused;
            },
          },
        };
      },
    },
  })),
  'forgets-created-after-a-describe': forgets('created', 'lifecycle.create.whole-life'),
  'forgets-imported-after-a-describe': forgets('imported', 'lifecycle.import.whole-life'),
});

/** A describe after which the key pairs that it showed are gone. */
function forgets(origin: EcsKeyPair['origin'], mustBeKilledBy: string): EcsFault {
  return {
    summary: `a key pair that was ${origin} is shown once and then forgotten`,
    mustBeKilledBy,
    fault: ({ describe, store }) => ({
      describe: {
        selected(ctx) {
          const pairs = describe.selected(ctx);
          for (const pair of pairs) if (pair.origin === origin) store.remove(ctx, pair);
          return pairs;
        },
      },
    }),
  };
}
