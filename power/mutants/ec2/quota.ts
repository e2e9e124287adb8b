import { setTimeout } from 'node:timers/promises';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { accept, creating, importing, only } from './conditions.ts';
import { keepResidue } from './faults/residue.ts';

/** Key pairs that are deleted count on so many times. */
function countsDeleted(times: 1 | -1): Mutant['fault'] {
  return ({ store }) => {
    const removed = new Map<string, number>();
    return {
      store: {
        remove: (ctx, pair) => {
          removed.set(ctx.region, (removed.get(ctx.region) ?? 0) + 1);
          store.remove(ctx, pair);
        },
      },
      quota: { used: (ctx) => ctx.store.size + times * (removed.get(ctx.region) ?? 0) },
    };
  };
}

/** Faults in how many key pairs a region holds. */
export const QUOTA_MUTANTS: readonly Mutant[] = mutantsOf('quota', {
  'limit-minus-one': {
    summary: 'a region holds one key pair less than the limit',
    mustBeKilledBy: 'quota.import.below-limit',
    fault: ({ quota }) => ({ quota: { limit: (ctx) => quota.limit(ctx) - 1 } }),
  },
  'limit-plus-one': {
    summary: 'a region holds one key pair more than the limit',
    mustBeKilledBy: 'quota.import.at-limit',
    fault: ({ quota }) => ({ quota: { limit: (ctx) => quota.limit(ctx) + 1 } }),
  },
  'no-limit': {
    summary: 'a region holds any number of key pairs',
    mustBeKilledBy: 'quota.import.at-limit',
    fault: () => ({ quota: { refuse: accept } }),
  },
  'create-no-limit': {
    summary: 'create does not look at the limit',
    mustBeKilledBy: 'quota.create.at-limit',
    fault: ({ quota }) => ({ quota: { refuse: only(creating, accept, quota.refuse) } }),
  },
  'import-no-limit': {
    summary: 'import does not look at the limit',
    mustBeKilledBy: 'quota.import.at-limit',
    fault: ({ quota }) => ({ quota: { refuse: only(importing, accept, quota.refuse) } }),
  },
  'half-limit': {
    summary: 'a region holds half of the limit',
    mustBeKilledBy: 'quota.import.below-limit',
    fault: ({ quota }) => ({ quota: { limit: (ctx) => Math.floor(quota.limit(ctx) / 2) } }),
  },
  'other-code': {
    summary: 'a full region refuses with ResourceLimitExceeded',
    mustBeKilledBy: 'quota.import.at-limit',
    fault: ({ quota }) => ({
      quota: {
        refuse: only(
          importing,
          (ctx) => quota.refuse(ctx) && refusal('ResourceLimitExceeded', 'Too many key pairs'),
          quota.refuse,
        ),
      },
    }),
  },
  'create-status-403': {
    summary: 'a create in a full region is refused with HTTP status 403',
    mustBeKilledBy: 'quota.create.at-limit',
    fault: ({ quota }) => ({
      quota: {
        refuse: only(
          creating,
          (ctx) => {
            const refused = quota.refuse(ctx);
            return refused && { ...refused, status: 403 };
          },
          quota.refuse,
        ),
      },
    }),
  },
  'refused-but-stored': {
    summary: 'an import into a full region is refused rightly and stored all the same',
    mustBeKilledBy: 'quota.import.at-limit',
    fault: ({ quota }) => ({
      quota: {
        refuse: only(
          importing,
          (ctx) => {
            const refused = quota.refuse(ctx);
            if (refused !== undefined) keepResidue(ctx);
            return refused;
          },
          quota.refuse,
        ),
      },
    }),
  },
  'delete-frees-nothing': {
    summary: 'deleted key pairs count on',
    mustBeKilledBy: 'quota.delete.frees-one',
    fault: countsDeleted(1),
  },
  'delete-frees-two': {
    summary: 'a deleted key pair is counted off twice',
    mustBeKilledBy: 'quota.delete.frees-one',
    fault: countsDeleted(-1),
  },
  'one-count-for-all-regions': {
    summary: 'the limit holds for all regions together once one is full',
    mustBeKilledBy: 'quota.import.per-region',
    fault: ({ quota, store }) => {
      let full = false;
      return {
        quota: {
          refuse: (ctx) =>
            quota.refuse(ctx) ?? (full ? refusal('KeyPairLimitExceeded', 'Maximum reached.') : undefined),
        },
        store: {
          insert: (ctx, pair) => {
            const refused = store.insert(ctx, pair);
            full ||= ctx.store.size >= quota.limit(ctx);
            return refused;
          },
          remove: (ctx, pair) => {
            store.remove(ctx, pair);
            full = false;
          },
        },
      };
    },
  },
  'list-of-32': {
    summary: 'a describe shows at most 32 key pairs',
    mustBeKilledBy: 'quota.import.below-limit',
    fault: ({ describe }) => ({
      describe: { answered: (ctx, pairs) => describe.answered(ctx, pairs).slice(0, 32) },
    }),
  },
  'check-then-act': {
    summary: 'an import looks at the limit, waits, and puts: several at once get over it',
    mustBeKilledBy: 'quota.import.race',
    fault: ({ store, quota, duplicates, names }) => ({
      store: {
        insert: only(
          importing,
          async (ctx, pair) => {
            const refused = quota.refuse(ctx);
            await setTimeout(4);
            if (refused !== undefined) return refused;
            const taken = duplicates.refuse(ctx, pair.name);
            if (taken === undefined) ctx.store.put(names.key(ctx, pair.name), pair);
            return taken;
          },
          store.insert,
        ),
      },
    }),
  },
});
