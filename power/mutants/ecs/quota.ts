import type { EcsMutant } from '../mutant.ts';
import { acrossRegions } from './faults.ts';
import { accept, always, at, forEach, MAKING, perServer, table, together } from './table.ts';

/** Faults of the quota. */
// biome-ignore format: a row is a mutant
export const QUOTA_MUTANTS: readonly EcsMutant[] = table('quota', [
  ['limit-less-1', 'a region is full one key pair early', 'quota.import.below-limit',
    at('quota', 'limit', always, (right, ctx) => right(ctx) - 1)],
  ...forEach(MAKING, (operation, here) => [
    ['limit-plus-1', `${operation} takes one key pair more than the limit`, `quota.${operation}.at-limit`,
      at('quota', 'limit', always, (right, ctx) => right(ctx) + (here(ctx) ? 1 : 0))],
    ['no-limit', `${operation} knows no limit`, `quota.${operation}.at-limit`,
      at('quota', 'refuse', here, accept)],
    ['status-400', `${operation} refuses beyond the limit with the status 400`, `quota.${operation}.at-limit`,
      at('quota', 'refuse', always, (right, ctx) => {
        const refused = right(ctx);
        return refused === undefined || !here(ctx) ? refused : { ...refused, status: 400 };
      })],
    ['other-code', `${operation} refuses beyond the limit with another code`, `quota.${operation}.at-limit`,
      at('quota', 'refuse', always, (right, ctx) => {
        const refused = right(ctx);
        return refused === undefined || !here(ctx)
          ? refused
          : { ...refused, code: 'KeyPairLimitExceeded' };
      })],
  ]),
  ['duplicate-uses-up', 'an import that is refused as a duplicate uses up a place', 'quota.import.edge-history',
    perServer(() => {
      const used = new Map<object, number>();
      return together(
        at('duplicates', 'refuse', always, (right, ctx, name) => {
          const refused = right(ctx, name);
          if (refused !== undefined) used.set(ctx.store, (used.get(ctx.store) ?? 0) + 1);
          return refused;
        }),
        at('quota', 'used', always, (right, ctx) => right(ctx) + (used.get(ctx.store) ?? 0)));
    }), { kind: 'sequence' }],
  ['not-freed', 'a key pair that was deleted still counts', 'quota.delete.frees-one',
    perServer(() => {
      const removed = new Map<object, number>();
      return together(
        at('deletion', 'remove', always, (right, ctx, pair) => {
          removed.set(ctx.store, (removed.get(ctx.store) ?? 0) + 1);
          right(ctx, pair);
        }),
        at('quota', 'used', always, (right, ctx) => right(ctx) + (removed.get(ctx.store) ?? 0)));
    })],
  ['one-for-all-regions', 'a full region keeps key pairs out of the others', 'quota.import.per-region',
    acrossRegions((others) =>
      at('quota', 'refuse', always, (right, ctx) =>
        right(ctx) ??
        others(ctx)
          .map((other) => right(other))
          .find((refused) => refused !== undefined)))],
]);
