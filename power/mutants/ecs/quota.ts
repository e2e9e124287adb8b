import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { MAKING } from './conditions.ts';
import { acrossRegions, forEach } from './faults.ts';

/** Faults of the quota. */
export const QUOTA_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('quota', {
  'limit-less-1': {
    summary: 'a region is full one key pair early',
    mustBeKilledBy: 'quota.import.below-limit',
    fault: ({ quota }) => ({ quota: { limit: (ctx) => quota.limit(ctx) - 1 } }),
  },
  ...forEach(MAKING, (operation, here) => ({
    'limit-plus-1': {
      summary: `${operation} takes one key pair more than the limit`,
      mustBeKilledBy: `quota.${operation}.at-limit`,
      fault: ({ quota }) => ({ quota: { limit: (ctx) => quota.limit(ctx) + (here(ctx) ? 1 : 0) } }),
    },
    'no-limit': {
      summary: `${operation} knows no limit`,
      mustBeKilledBy: `quota.${operation}.at-limit`,
      fault: ({ quota }) => ({ quota: { refuse: only(here, accept, quota.refuse) } }),
    },
    'status-400': {
      summary: `${operation} refuses beyond the limit with the status 400`,
      mustBeKilledBy: `quota.${operation}.at-limit`,
      fault: ({ quota }) => ({
        quota: {
          refuse(ctx) {
            const refused = quota.refuse(ctx);
            return refused === undefined || !here(ctx) ? refused : { ...refused, status: 400 };
          },
        },
      }),
    },
    'other-code': {
      summary: `${operation} refuses beyond the limit with another code`,
      mustBeKilledBy: `quota.${operation}.at-limit`,
      fault: ({ quota }) => ({
        quota: {
          refuse(ctx) {
            const refused = quota.refuse(ctx);
            return refused === undefined || !here(ctx)
              ? refused
              : { ...refused, code: 'KeyPairLimitExceeded' };
          },
        },
      }),
    },
  })),
  'not-freed': {
    summary: 'a key pair that was deleted still counts',
    mustBeKilledBy: 'quota.delete.frees-one',
    fault: ({ deletion, quota }) => {
      const removed = new Map<object, number>();
      return {
        deletion: {
          remove(ctx, pair) {
            removed.set(ctx.store, (removed.get(ctx.store) ?? 0) + 1);
            deletion.remove(ctx, pair);
          },
        },
        quota: { used: (ctx) => quota.used(ctx) + (removed.get(ctx.store) ?? 0) },
      };
    },
  },
  'one-for-all-regions': {
    summary: 'a full region keeps key pairs out of the others',
    mustBeKilledBy: 'quota.import.per-region',
    fault: acrossRegions((others) => ({ quota }) => ({
      quota: {
        refuse: (ctx) =>
          quota.refuse(ctx) ??
          others(ctx)
            .map((other) => quota.refuse(other))
            .find((refused) => refused !== undefined),
      },
    })),
  },
});
