import { setTimeout } from 'node:timers/promises';
import type { EcsBehaviours } from '../../reference/ecs/behaviours.ts';
import type { Context } from '../../reference/ecs/context.ts';
import { refusal } from '../../reference/ecs/outcome.ts';
import { accept, only } from '../conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { describing, importing, MAKING, OPERATIONS } from './conditions.ts';
import { acrossRegions, forEach, pairsOf, putMadeUp } from './faults.ts';

/** Milliseconds between looking and putting. */
const GAP_MS = 30;

const taken = (ctx: Context, name: string, { store }: EcsBehaviours): boolean =>
  store.byName(ctx, name) !== undefined;

/** Faults of taken names. */
export const DUPLICATE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('duplicate', {
  ...forEach(MAKING, (operation, here) => ({
    'over-created': {
      summary: `${operation} takes the name of a key pair that was created`,
      mustBeKilledBy: `duplicate.${operation}.after-create`,
      fault: ({ duplicates, store }) => ({
        duplicates: {
          refuse: (ctx, name) =>
            here(ctx) && store.byName(ctx, name)?.origin === 'created'
              ? undefined
              : duplicates.refuse(ctx, name),
        },
      }),
    },
    'over-imported': {
      summary: `${operation} takes the name of a key pair that was imported`,
      mustBeKilledBy: `duplicate.${operation}.after-import`,
      fault: ({ duplicates, store }) => ({
        duplicates: {
          refuse: (ctx, name) =>
            here(ctx) && store.byName(ctx, name)?.origin === 'imported'
              ? undefined
              : duplicates.refuse(ctx, name),
        },
      }),
    },
    'refused-yet-replaced': {
      summary: `${operation} refuses a taken name and replaces the key pair all the same`,
      mustBeKilledBy: `duplicate.${operation}.after-create`,
      fault: (correct) => ({
        duplicates: {
          refuse(ctx, name) {
            const refused = correct.duplicates.refuse(ctx, name);
            const old = correct.store.byName(ctx, name);
            if (refused !== undefined && old !== undefined && here(ctx)) {
              correct.store.remove(ctx, old);
              putMadeUp(correct, ctx, name);
            }
            return refused;
          },
        },
      }),
    },
    'refused-yet-removed': {
      summary: `${operation} refuses a taken name and removes the key pair`,
      mustBeKilledBy: `duplicate.${operation}.after-import`,
      fault: ({ duplicates, store }) => ({
        duplicates: {
          refuse(ctx, name) {
            const refused = duplicates.refuse(ctx, name);
            const old = store.byName(ctx, name);
            if (refused !== undefined && old !== undefined && here(ctx)) store.remove(ctx, old);
            return refused;
          },
        },
      }),
    },
    'other-code': {
      summary: `${operation} refuses a taken name with the code of another cloud`,
      mustBeKilledBy: `duplicate.${operation}.after-create`,
      fault: (correct) => ({
        duplicates: {
          refuse: (ctx, name) =>
            here(ctx) && taken(ctx, name, correct)
              ? refusal('InvalidKeyPair.Duplicate', 'The key pair already exist.')
              : correct.duplicates.refuse(ctx, name),
        },
      }),
    },
    'status-409': {
      summary: `${operation} refuses a taken name with the status 409`,
      mustBeKilledBy: `duplicate.${operation}.after-import`,
      fault: (correct) => ({
        duplicates: {
          refuse: (ctx, name) =>
            here(ctx) && taken(ctx, name, correct)
              ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.', 409)
              : correct.duplicates.refuse(ctx, name),
        },
      }),
    },
    'check-then-act': {
      summary: `${operation} looks whether the name is free, waits, and puts: two at once both get it`,
      mustBeKilledBy: `duplicate.${operation}.race`,
      fault: ({ duplicates, names, quota, store }) => ({
        store: {
          insert: only(
            here,
            async (ctx, pair) => {
              const refused = duplicates.refuse(ctx, pair.name);
              await setTimeout(GAP_MS);
              const full = refused ?? quota.refuse(ctx);
              if (full === undefined) ctx.store.put(names.key(ctx, pair.name), pair);
              return full;
            },
            store.insert,
          ),
        },
      }),
    },
    'across-regions': {
      summary: `${operation} refuses nothing when another region has the name too`,
      mustBeKilledBy: `isolation.${operation}.duplicate`,
      fault: acrossRegions((others) => ({ duplicates }) => ({
        duplicates: {
          refuse: (ctx, name) =>
            here(ctx) && pairsOf(others(ctx)).some((pair) => pair.name === name)
              ? undefined
              : duplicates.refuse(ctx, name),
        },
      })),
    },
  })),
  'same-key-accepted': {
    summary: 'an import of the same key under the same name is accepted',
    mustBeKilledBy: 'duplicate.import.same-key',
    fault: ({ duplicates, store, material }) => ({
      duplicates: {
        refuse(ctx, name) {
          const key = importing(ctx) ? material.read(ctx) : undefined;
          const same =
            key !== undefined && 'blob' in key && store.byName(ctx, name)?.blob.equals(key.blob) === true;
          return same ? undefined : duplicates.refuse(ctx, name);
        },
      },
    }),
  },
  'one-name-for-each-key': {
    summary: 'an import of a key that another key pair has is refused',
    mustBeKilledBy: 'lifecycle.import.one-key-many-names',
    fault: ({ duplicates, store, material }) => ({
      duplicates: {
        refuse(ctx, name) {
          const key = importing(ctx) ? material.read(ctx) : undefined;
          const known =
            key !== undefined &&
            'blob' in key &&
            store.all(ctx).some((pair) => pair.origin === 'imported' && pair.blob.equals(key.blob));
          return known
            ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.')
            : duplicates.refuse(ctx, name);
        },
      },
    }),
  },
});

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
    fault: acrossRegions((others) => ({ duplicates, material }) => ({
      duplicates: {
        refuse(ctx, name) {
          const key = importing(ctx) ? material.read(ctx) : undefined;
          const known =
            key !== undefined &&
            'blob' in key &&
            pairsOf(others(ctx)).some(({ blob }) => blob.equals(key.blob));
          return known
            ? refusal('KeyPair.AlreadyExist', 'The key pair already exist.')
            : duplicates.refuse(ctx, name);
        },
      },
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
  'forgets-created-after-a-describe': {
    summary: 'a key pair that was created is shown once and then forgotten',
    mustBeKilledBy: 'lifecycle.create.whole-life',
    fault: ({ describe, store }) => ({
      describe: {
        selected(ctx) {
          const pairs = describe.selected(ctx);
          for (const pair of pairs) if (pair.origin === 'created') store.remove(ctx, pair);
          return pairs;
        },
      },
    }),
  },
});
