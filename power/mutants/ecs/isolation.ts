import type { EcsMutant } from '../mutant.ts';
import { acrossRegions, pairsOf, refusesKnownKeys } from './faults.ts';
import { accept, always, at, describing, forEach, MAKING, OPERATIONS, table } from './table.ts';

/** Faults that let one region see or change another, or take one that does not exist. */
// biome-ignore format: a row is a mutant
export const ISOLATION_MUTANTS: readonly EcsMutant[] = table('isolation', [
  ['describe-leaks', 'a describe shows the key pairs of all regions', 'isolation.describe.unseen',
    acrossRegions((others) =>
      at('store', 'all', describing, (right, ctx) => [...right(ctx), ...pairsOf(others(ctx))]))],
  ['fingerprint-leaks', 'a describe for a fingerprint shows the key pairs of all regions',
    'isolation.describe.apart',
    acrossRegions((others) =>
      at(
        'store',
        'all',
        (ctx) => describing(ctx) && (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '',
        (right, ctx) => [...right(ctx), ...pairsOf(others(ctx))],
      ))],
  ['same-key-refused', 'an import of a key that another region has is refused', 'isolation.import.same-key',
    acrossRegions((others) => (correct) => ({
      duplicates: { refuse: refusesKnownKeys(correct, (ctx) => pairsOf(others(ctx))) },
    }))],
  ...forEach(MAKING, (operation, here) => [
    ['tags-of-the-other', `${operation} under a name that another region has gets the tags of that one`,
      `isolation.${operation}.same-name`,
      acrossRegions((others) =>
        at('tags', 'stored', here, (right, ctx) =>
          pairsOf(others(ctx)).find(({ name }) => name === ctx.parameters.get('KeyPairName'))?.tags ??
          right(ctx)))],
    ['unknown-resource-group', `${operation} takes a resource group that does not exist`,
      `isolation.${operation}.unknown-resource-group`,
      at('resourceGroups', 'unknown', here, accept)],
  ]),
  ...forEach(OPERATIONS, (operation, here) => [
    ['unknown-region', `${operation} takes a region that does not exist`,
      `isolation.${operation}.unknown-region`,
      at('regions', 'unknown', here, accept)],
    ['unknown-region-400', `${operation} refuses a region that does not exist with the status 400`,
      `isolation.${operation}.unknown-region`,
      at('regions', 'unknown', always, (right, ctx) => {
        const refused = right(ctx);
        return refused === undefined || !here(ctx) ? refused : { ...refused, status: 400 };
      })],
  ]),
]);
