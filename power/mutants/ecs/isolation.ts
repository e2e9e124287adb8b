import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { describing, MAKING, OPERATIONS } from './conditions.ts';
import { acrossRegions, forEach, pairsOf, refusesKnownKeys } from './faults.ts';

/** Faults that let one region see or change another, or take one that does not exist. */
export const ISOLATION_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('isolation', {
  'describe-leaks': {
    summary: 'a describe shows the key pairs of all regions',
    mustBeKilledBy: 'isolation.describe.unseen',
    fault: acrossRegions((others) => ({ store }) => ({
      store: {
        all: only(describing, (ctx) => [...store.all(ctx), ...pairsOf(others(ctx))], store.all),
      },
    })),
  },
  'fingerprint-leaks': {
    summary: 'a describe for a fingerprint shows the key pairs of all regions',
    mustBeKilledBy: 'isolation.describe.apart',
    fault: acrossRegions((others) => ({ store }) => ({
      store: {
        all: only(
          (ctx) => describing(ctx) && (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '',
          (ctx) => [...store.all(ctx), ...pairsOf(others(ctx))],
          store.all,
        ),
      },
    })),
  },
  'same-key-refused': {
    summary: 'an import of a key that another region has is refused',
    mustBeKilledBy: 'isolation.import.same-key',
    fault: acrossRegions((others) => (correct) => ({
      duplicates: { refuse: refusesKnownKeys(correct, (ctx) => pairsOf(others(ctx))) },
    })),
  },
  ...forEach(MAKING, (operation, here) => ({
    'tags-of-the-other': {
      summary: `${operation} under a name that another region has gets the tags of that one`,
      mustBeKilledBy: `isolation.${operation}.same-name`,
      fault: acrossRegions((others) => ({ tags }) => ({
        tags: {
          stored: only(
            here,
            (ctx) =>
              pairsOf(others(ctx)).find(({ name }) => name === ctx.parameters.get('KeyPairName'))?.tags ??
              tags.stored(ctx),
            tags.stored,
          ),
        },
      })),
    },
    'unknown-resource-group': {
      summary: `${operation} takes a resource group that does not exist`,
      mustBeKilledBy: `isolation.${operation}.unknown-resource-group`,
      fault: ({ resourceGroups }) => ({
        resourceGroups: { unknown: only(here, accept, resourceGroups.unknown) },
      }),
    },
  })),
  ...forEach(OPERATIONS, (operation, here) => ({
    'unknown-region': {
      summary: `${operation} takes a region that does not exist`,
      mustBeKilledBy: `isolation.${operation}.unknown-region`,
      fault: ({ regions }) => ({ regions: { unknown: only(here, accept, regions.unknown) } }),
    },
    'unknown-region-400': {
      summary: `${operation} refuses a region that does not exist with the status 400`,
      mustBeKilledBy: `isolation.${operation}.unknown-region`,
      fault: ({ regions }) => ({
        regions: {
          unknown(ctx) {
            const refused = regions.unknown(ctx);
            return refused === undefined || !here(ctx) ? refused : { ...refused, status: 400 };
          },
        },
      }),
    },
  })),
});
