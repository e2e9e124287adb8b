import { setTimeout } from 'node:timers/promises';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { keepResidue } from './faults.ts';
import { accept, always, at, creating, importing, perServer, table, together } from './table.ts';

/** Key pairs that are deleted count on so many times. */
function countsDeleted(times: 1 | -1): Mutant['fault'] {
  return perServer(() => {
    const removed = new Map<string, number>();
    return together(
      at('store', 'remove', always, (right, ctx, pair) => {
        removed.set(ctx.region, (removed.get(ctx.region) ?? 0) + 1);
        right(ctx, pair);
      }),
      at('quota', 'used', always, (_right, ctx) => ctx.store.size + times * (removed.get(ctx.region) ?? 0)),
    );
  });
}

/** Duplicates that are refused, or dry runs, use up a place of their region. */
function usesUp(what: 'duplicates' | 'dry runs'): Mutant['fault'] {
  return ({ duplicates, dryRun }) => {
    const used = new Map<string, number>();
    const count = (region: string): unknown => used.set(region, (used.get(region) ?? 0) + 1);
    return {
      quota: { used: (ctx) => ctx.store.size + (used.get(ctx.region) ?? 0) },
      ...(what === 'duplicates'
        ? {
            duplicates: {
              refuse(ctx, name) {
                const refused = duplicates.refuse(ctx, name);
                if (refused !== undefined) count(ctx.region);
                return refused;
              },
            },
          }
        : {
            dryRun: {
              answer(ctx, prepare) {
                if (importing(ctx)) count(ctx.region);
                return dryRun.answer(ctx, prepare);
              },
            },
          }),
    };
  };
}

/** Faults in how many key pairs a region holds. */
// biome-ignore format: a row is a mutant
export const QUOTA_MUTANTS: readonly Mutant[] = table('quota', [
  ['duplicate-uses-up', 'an import that is refused as a duplicate uses up a place',
    'quota.import.edge-history', usesUp('duplicates'), { kind: 'sequence' }],
  ['dry-run-uses-up', 'a dry run of an import uses up a place',
    'quota.import.edge-history', usesUp('dry runs'), { kind: 'sequence' }],
  ['limit-minus-one', 'a region holds one key pair less than the limit', 'quota.import.below-limit',
    at('quota', 'limit', always, (right, ctx) => right(ctx) - 1)],
  ['limit-plus-one', 'a region holds one key pair more than the limit', 'quota.import.at-limit',
    at('quota', 'limit', always, (right, ctx) => right(ctx) + 1)],
  ['no-limit', 'a region holds any number of key pairs', 'quota.import.at-limit',
    at('quota', 'refuse', always, accept)],
  ['create-no-limit', 'create does not look at the limit', 'quota.create.at-limit',
    at('quota', 'refuse', creating, accept)],
  ['import-no-limit', 'import does not look at the limit', 'quota.import.at-limit',
    at('quota', 'refuse', importing, accept)],
  ['half-limit', 'a region holds half of the limit', 'quota.import.below-limit',
    at('quota', 'limit', always, (right, ctx) => Math.floor(right(ctx) / 2))],
  ['other-code', 'a full region refuses with ResourceLimitExceeded', 'quota.import.at-limit',
    at('quota', 'refuse', importing,
      (right, ctx) => right(ctx) && refusal('ResourceLimitExceeded', 'Too many key pairs'))],
  ['create-status-403', 'a create in a full region is refused with HTTP status 403', 'quota.create.at-limit',
    at('quota', 'refuse', creating, (right, ctx) => {
      const refused = right(ctx);
      return refused && { ...refused, status: 403 };
    })],
  ['refused-but-stored', 'an import into a full region is refused rightly and stored all the same',
    'quota.import.at-limit',
    at('quota', 'refuse', importing, (right, ctx) => {
      const refused = right(ctx);
      if (refused !== undefined) keepResidue(ctx);
      return refused;
    })],
  ['delete-frees-nothing', 'deleted key pairs count on', 'quota.delete.frees-one', countsDeleted(1)],
  ['delete-frees-two', 'a deleted key pair is counted off twice', 'quota.delete.frees-one',
    countsDeleted(-1)],
  ['one-count-for-all-regions', 'the limit holds for all regions together once one is full',
    'quota.import.per-region',
    perServer(({ quota }) => {
      let full = false;
      return together(
        at('quota', 'refuse', always, (right, ctx) =>
          right(ctx) ?? (full ? refusal('KeyPairLimitExceeded', 'Maximum reached.') : undefined)),
        at('store', 'insert', always, (right, ctx, pair) => {
          const refused = right(ctx, pair);
          full ||= ctx.store.size >= quota.limit(ctx);
          return refused;
        }),
        at('store', 'remove', always, (right, ctx, pair) => {
          right(ctx, pair);
          full = false;
        }));
    })],
  ['list-of-32', 'a describe shows at most 32 key pairs', 'quota.import.below-limit',
    at('describe', 'answered', always, (right, ctx, pairs) => right(ctx, pairs).slice(0, 32))],
  ['check-then-act', 'an import looks at the limit, waits, and puts: several at once get over it',
    'quota.import.race',
    perServer(({ quota, duplicates, names }) =>
      at('store', 'insert', importing, async (_right, ctx, pair) => {
        const refused = quota.refuse(ctx);
        await setTimeout(4);
        if (refused !== undefined) return refused;
        const taken = duplicates.refuse(ctx, pair.name);
        if (taken === undefined) ctx.store.put(names.key(ctx, pair.name), pair);
        return taken;
      }))],
]);
