import { setTimeout } from 'node:timers/promises';
import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { DUPLICATE } from './faults.ts';
import {
  accept,
  always,
  at,
  type Condition,
  creating,
  importing,
  only,
  perServer,
  table,
  together,
} from './table.ts';

/** Milliseconds between looking and putting, as a slow database has them. */
export const GAP_MS = 4;

/** Looks whether the name is free, waits, and puts. */
export function checksThenActs(condition: Condition): Mutant['fault'] {
  return perServer((correct) =>
    at('store', 'insert', condition, async (_right, ctx, pair) => {
      const refused = correct.duplicates.refuse(ctx, pair.name);
      await setTimeout(GAP_MS);
      return refused ?? correct.quota.refuse(ctx) ?? putOver(correct, ctx, pair);
    }),
  );
}

/** Takes a pair in without asking whether the name is free. */
export function putOver({ names }: Behaviours, ctx: Context, pair: KeyPair): undefined {
  ctx.store.put(names.key(ctx, pair.name), pair);
  return undefined;
}

/** Faults in what happens to a name that is taken. */
// biome-ignore format: a row is a mutant
export const DUPLICATE_REFUSED: readonly Mutant[] = table('duplicate', [
  ['import-overwrites', 'import replaces a key pair of the same name', 'duplicate.import-after-import',
    at('duplicates', 'refuse', importing, accept),
    { source: 'https://github.com/floci-io/floci/issues/1845' }],
  ['create-overwrites', 'create replaces a key pair of the same name', 'duplicate.create-after-create',
    at('duplicates', 'refuse', creating, accept)],
  ['create-over-imported', 'create replaces an imported key pair of the same name',
    'duplicate.create-after-import',
    at('duplicates', 'refuse', creating, (right, ctx, name) =>
      ctx.behaviours.store.byName(ctx, name)?.origin === 'imported' ? undefined : right(ctx, name))],
  ['import-over-created', 'import replaces a created key pair of the same name',
    'duplicate.import-after-create',
    at('duplicates', 'refuse', importing, (right, ctx, name) =>
      ctx.behaviours.store.byName(ctx, name)?.origin === 'created' ? undefined : right(ctx, name))],
  ['create-returns-existing', 'create under a taken name answers with a new key and keeps the old one',
    'duplicate.create-after-create',
    together(
      at('duplicates', 'refuse', creating, accept),
      at('store', 'insert', creating, (right, ctx, pair) =>
        ctx.behaviours.store.byName(ctx, pair.name) === undefined ? right(ctx, pair) : undefined))],
  ['import-idempotent', 'import of the same key under the same name is accepted again',
    'duplicate.import-same-key',
    ({ duplicates, store, material }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const held = ctx.behaviours.store.byName(ctx, name);
            const sent = material.read(ctx);
            const same =
              held !== undefined &&
              !('kind' in sent) &&
              JSON.stringify(held.publicKey) === JSON.stringify(sent);
            return same ? undefined : duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
      store: {
        insert: (ctx, pair) =>
          ctx.behaviours.duplicates.refuse(ctx, pair.name) === undefined &&
          ctx.behaviours.store.byName(ctx, pair.name) !== undefined
            ? undefined
            : store.insert(ctx, pair),
      },
    })],
  ['material-before-duplicate', 'import looks at the material before it looks at the name',
    'duplicate.import-before-material',
    at('duplicates', 'refuse', importing, (right, ctx, name) => {
      const read = ctx.behaviours.material.read(ctx);
      return 'kind' in read ? read : right(ctx, name);
    })],
  ['refuses-and-overwrites', 'a duplicate import is refused rightly, but the new key replaces the old one',
    'duplicate.import-after-import',
    at('duplicates', 'refuse', importing, (right, ctx, name) => {
      const held = ctx.behaviours.store.byName(ctx, name);
      const publicKey = ctx.behaviours.material.read(ctx);
      if (held !== undefined && !('kind' in publicKey)) {
        ctx.store.remove(held.id);
        const fingerprint =
          publicKey.type === 'rsa'
            ? ctx.behaviours.fingerprints.importedRsa(ctx, publicKey)
            : ctx.behaviours.fingerprints.importedEd25519(ctx, publicKey);
        ctx.store.put(name, { ...held, publicKey, fingerprint });
      }
      return held === undefined ? right(ctx, name) : DUPLICATE;
    })],
  ['refuses-and-drops-tags',
    'a duplicate create is refused rightly, but the existing key pair loses its tags',
    'duplicate.create-after-create',
    at('duplicates', 'refuse', creating, (right, ctx, name) => {
      const held = ctx.behaviours.store.byName(ctx, name);
      if (held !== undefined) {
        ctx.store.remove(held.id);
        ctx.store.put(name, { ...held, tags: [] });
      }
      return right(ctx, name);
    })],
  ['refuses-and-deletes', 'a duplicate import is refused rightly, but the existing key pair is gone',
    'duplicate.import-after-create',
    at('duplicates', 'refuse', importing, (right, ctx, name) => {
      const held = ctx.behaviours.store.byName(ctx, name);
      const refused = right(ctx, name);
      if (held?.origin === 'created') ctx.store.remove(held.id);
      return refused;
    })],
  ['other-code', 'a duplicate is refused with a code of its own', 'duplicate.create-after-create',
    at('duplicates', 'refuse', always,
      (right, ctx, name) => right(ctx, name) && refusal('KeyPairAlreadyExists', 'The keypair already exists'))],
  ['status-409', 'a duplicate import is refused with HTTP status 409', 'duplicate.import-after-import',
    at('duplicates', 'refuse', importing, (right, ctx, name) => {
      const refused = right(ctx, name);
      return refused && { ...refused, status: 409 };
    })],
]);

/** Faults that show when several ask for one name at the same time. */
// biome-ignore format: a row is a mutant
export const DUPLICATE_RACES: readonly Mutant[] = table('duplicate', [
  ['create-check-then-act', 'create looks whether the name is free, waits, and puts: two at once both get it',
    'duplicate.create-race',
    checksThenActs(creating)],
  ['import-check-then-act', 'import looks whether the name is free, waits, and puts: two at once both get it',
    'duplicate.import-race',
    checksThenActs(importing)],
  ['race-nobody-wins', 'of several imports of one name at the same time, all are refused',
    'duplicate.import-race',
    perServer(() => {
      const waiting = new Map<string, number>();
      return at('store', 'insert', importing, async (right, ctx, pair) => {
        const key = `${ctx.region}/${pair.name}`;
        waiting.set(key, (waiting.get(key) ?? 0) + 1);
        await setTimeout(GAP_MS);
        const alone = waiting.get(key) === 1;
        waiting.set(key, (waiting.get(key) ?? 1) - (alone ? 1 : 0));
        return alone ? right(ctx, pair) : DUPLICATE;
      });
    })],
  ['race-loser-shown', 'of two creates at the same time one is refused, but its key is the one that is kept',
    'duplicate.create-race',
    perServer(() => {
      const busy = new Map<string, KeyPair[]>();
      return at('store', 'insert', creating, async (right, ctx, pair) => {
        const key = `${ctx.region}/${pair.name}`;
        const rivals = busy.get(key) ?? [];
        busy.set(key, [...rivals, pair]);
        await setTimeout(GAP_MS);
        const first = rivals.length === 0;
        if (!first) return DUPLICATE;
        const last = busy.get(key)?.at(-1) ?? pair;
        busy.delete(key);
        return right(ctx, last);
      });
    })],
  ['race-server-error', 'of several creates of one name at the same time, the losers get an internal error',
    'duplicate.create-race',
    at('store', 'insert', creating, async (right, ctx, pair) => {
      await setTimeout(GAP_MS);
      const refused = await right(ctx, pair);
      if (refused !== undefined) throw new Error('UNIQUE constraint failed');
      return undefined;
    })],
]);
