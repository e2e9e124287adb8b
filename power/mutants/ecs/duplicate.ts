import { setTimeout } from 'node:timers/promises';
import { type Refusal, refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsKeyPair } from '../../../targets/ecs/reference/pair.ts';
import { only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { type Condition, importing, MAKING } from './conditions.ts';
import { acrossRegions, type EcsFault, forEach, pairsOf, putMadeUp, refusesKnownKeys } from './faults.ts';

/** Milliseconds between looking and putting. */
const GAP_MS = 30;

/** A making that takes the names of some key pairs. */
function over(
  operation: 'create' | 'import',
  here: Condition,
  origin: EcsKeyPair['origin'],
  by: string,
): EcsFault {
  return {
    summary: `${operation} takes the name of a key pair that was ${origin}`,
    mustBeKilledBy: `duplicate.${operation}.${by}`,
    fault: ({ duplicates, store }) => ({
      duplicates: {
        refuse: (ctx, name) =>
          here(ctx) && store.byName(ctx, name)?.origin === origin ? undefined : duplicates.refuse(ctx, name),
      },
    }),
  };
}

/** A making that refuses taken names with another answer. */
function refusesOtherwise(
  summary: string,
  mustBeKilledBy: string,
  here: Condition,
  refused: Refusal,
): EcsFault {
  return {
    summary,
    mustBeKilledBy,
    fault: ({ duplicates, store }) => ({
      duplicates: {
        refuse: (ctx, name) =>
          here(ctx) && store.byName(ctx, name) !== undefined ? refused : duplicates.refuse(ctx, name),
      },
    }),
  };
}

/** Faults of taken names. */
export const DUPLICATE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('duplicate', {
  ...forEach(MAKING, (operation, here) => ({
    'over-created': over(operation, here, 'created', 'after-create'),
    'over-imported': over(operation, here, 'imported', 'after-import'),
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
    'other-code': refusesOtherwise(
      `${operation} refuses a taken name with the code of another cloud`,
      `duplicate.${operation}.after-create`,
      here,
      refusal('InvalidKeyPair.Duplicate', 'The key pair already exist.'),
    ),
    'status-409': refusesOtherwise(
      `${operation} refuses a taken name with the status 409`,
      `duplicate.${operation}.after-import`,
      here,
      refusal('KeyPair.AlreadyExist', 'The key pair already exist.', 409),
    ),
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
    fault: (correct) => ({
      duplicates: {
        refuse: refusesKnownKeys(correct, (ctx) =>
          correct.store.all(ctx).filter(({ origin }) => origin === 'imported'),
        ),
      },
    }),
  },
});
