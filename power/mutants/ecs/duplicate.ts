import { setTimeout } from 'node:timers/promises';
import type { EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { acrossRegions, type EcsFault, pairsOf, putMadeUp, refusesKnownKeys } from './faults.ts';
import { always, at, type Condition, forEach, importing, MAKING, perServer, table } from './table.ts';

/** Milliseconds between looking and putting. */
const GAP_MS = 30;

/** A making that takes the names of some key pairs. */
function over(
  operation: 'create' | 'import',
  here: Condition,
  origin: EcsKeyPair['origin'],
  by: string,
): EcsFault {
  return [
    `${operation} takes the name of a key pair that was ${origin}`,
    `duplicate.${operation}.${by}`,
    at('duplicates', 'refuse', always, (right, ctx, name) =>
      here(ctx) && ctx.behaviours.store.byName(ctx, name)?.origin === origin ? undefined : right(ctx, name),
    ),
  ];
}

/** A making that refuses taken names with another answer. */
function refusesOtherwise(
  summary: string,
  mustBeKilledBy: string,
  here: Condition,
  refused: Refusal,
): EcsFault {
  return [
    summary,
    mustBeKilledBy,
    at('duplicates', 'refuse', always, (right, ctx, name) =>
      here(ctx) && ctx.behaviours.store.byName(ctx, name) !== undefined ? refused : right(ctx, name),
    ),
  ];
}

/** Faults of taken names. */
// biome-ignore format: a row is a mutant
export const DUPLICATE_MUTANTS: readonly EcsMutant[] = table('duplicate', [
  ...forEach(MAKING, (operation, here) => [
    ['over-created', ...over(operation, here, 'created', 'after-create')],
    ['over-imported', ...over(operation, here, 'imported', 'after-import')],
    ['refused-yet-replaced', `${operation} refuses a taken name and replaces the key pair all the same`,
      `duplicate.${operation}.after-create`,
      perServer((correct) =>
        at('duplicates', 'refuse', always, (right, ctx, name) => {
          const refused = right(ctx, name);
          const old = correct.store.byName(ctx, name);
          if (refused !== undefined && old !== undefined && here(ctx)) {
            correct.store.remove(ctx, old);
            putMadeUp(correct, ctx, name);
          }
          return refused;
        }))],
    ['refused-yet-removed', `${operation} refuses a taken name and removes the key pair`,
      `duplicate.${operation}.after-import`,
      perServer(({ store }) =>
        at('duplicates', 'refuse', always, (right, ctx, name) => {
          const refused = right(ctx, name);
          const old = store.byName(ctx, name);
          if (refused !== undefined && old !== undefined && here(ctx)) store.remove(ctx, old);
          return refused;
        }))],
    ['other-code',
      ...refusesOtherwise(
        `${operation} refuses a taken name with the code of another cloud`,
        `duplicate.${operation}.after-create`,
        here,
        refusal('InvalidKeyPair.Duplicate', 'The key pair already exist.'))],
    ['status-409',
      ...refusesOtherwise(
        `${operation} refuses a taken name with the status 409`,
        `duplicate.${operation}.after-import`,
        here,
        refusal('KeyPair.AlreadyExist', 'The key pair already exist.', 409))],
    ['check-then-act',
      `${operation} looks whether the name is free, waits, and puts: two at once both get it`,
      `duplicate.${operation}.race`,
      perServer(({ duplicates, names, quota }) =>
        at('store', 'insert', here, async (_right, ctx, pair) => {
          const refused = duplicates.refuse(ctx, pair.name);
          await setTimeout(GAP_MS);
          const full = refused ?? quota.refuse(ctx);
          if (full === undefined) ctx.store.put(names.key(ctx, pair.name), pair);
          return full;
        }))],
    ['across-regions', `${operation} refuses nothing when another region has the name too`,
      `isolation.${operation}.duplicate`,
      acrossRegions((others) =>
        at('duplicates', 'refuse', always, (right, ctx, name) =>
          here(ctx) && pairsOf(others(ctx)).some((pair) => pair.name === name) ? undefined : right(ctx, name),
        ))],
  ]),
  ['same-key-accepted', 'an import of the same key under the same name is accepted',
    'duplicate.import.same-key',
    perServer(({ store, material }) =>
      at('duplicates', 'refuse', always, (right, ctx, name) => {
        const key = importing(ctx) ? material.read(ctx) : undefined;
        const same =
          key !== undefined && 'blob' in key && store.byName(ctx, name)?.blob.equals(key.blob) === true;
        return same ? undefined : right(ctx, name);
      }))],
  ['one-name-for-each-key', 'an import of a key that another key pair has is refused',
    'lifecycle.import.one-key-many-names',
    (correct) => ({
      duplicates: {
        refuse: refusesKnownKeys(correct, (ctx) =>
          correct.store.all(ctx).filter(({ origin }) => origin === 'imported'),
        ),
      },
    })],
]);
