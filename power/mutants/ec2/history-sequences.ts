import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { Counts, change, inSequence, nameOf, place, sequences, type Tails } from './history-memory.ts';
import type { Fault } from './table.ts';

const sequence = inSequence('history.delete.leaves-no-trace');

/** What is carried over from the key pair that had the name before. */
function inherits(former: (pair: KeyPair) => Partial<KeyPair>): Fault {
  return ({ store }) => {
    const gone = new Map<string, KeyPair>();
    return {
      store: {
        insert: (ctx, pair) => {
          const before = gone.get(place(ctx, pair.name));
          return store.insert(ctx, before === undefined ? pair : { ...pair, ...former(before) });
        },
        remove: (ctx, pair) => {
          gone.set(place(ctx, pair.name), pair);
          store.remove(ctx, pair);
        },
      },
    };
  };
}

/** A new key pair under a used name is left out of what a describe selects in one way. */
function recreatedUnseen(unseenBy: (ctx: Context, correct: Behaviours) => boolean): Fault {
  return (correct) => {
    const used = new Set<string>();
    return {
      store: {
        remove: (ctx, pair) => {
          used.add(place(ctx, pair.name));
          correct.store.remove(ctx, pair);
        },
      },
      describe: {
        selected: (ctx) =>
          correct.describe
            .selected(ctx)
            .filter((pair) => !(unseenBy(ctx, correct) && used.has(place(ctx, pair.name)))),
      },
    };
  };
}

/** A delete that takes more with it, or takes something else. */
function deletesToo(others: (ctx: Context, pair: KeyPair | undefined) => readonly KeyPair[]): Fault {
  return ({ responses, store }) => ({
    responses: {
      deleted(ctx, pair) {
        for (const other of others(ctx, pair)) store.remove(ctx, other);
        return responses.deleted(ctx, pair);
      },
    },
  });
}

/** Every so manieth delete of a name is answered and does nothing. */
function everyNthDelete(nth: number, counted: (ctx: Context, pair: KeyPair) => string): Fault {
  return ({ deletion }) => {
    const counts = new Counts();
    return {
      deletion: {
        remove: (ctx, pair) => {
          if (counts.next(counted(ctx, pair)) % nth !== 0) deletion.remove(ctx, pair);
        },
      },
    };
  };
}

const byId = (ctx: Context): boolean => ctx.parameters.get('KeyPairId') !== undefined;
const everything = (ctx: Context): boolean =>
  ctx.behaviours.describe.names(ctx).length + ctx.behaviours.describe.ids(ctx).length === 0;
const sameKey = (ctx: Context, pair: KeyPair): readonly KeyPair[] =>
  ctx.store.all().filter((one) => one.id !== pair.id && one.fingerprint === pair.fingerprint);

/** Faults that one call does not show: what a sequence leaves behind is wrong. */
const ROWS: Tails = {
  'third-delete': sequence(
    'the third delete of a name does nothing',
    everyNthDelete(3, (ctx, pair) => place(ctx, pair.name)),
  ),
  'second-delete': sequence(
    'the second delete of a name that was made again does nothing',
    everyNthDelete(2, (ctx, pair) => place(ctx, pair.name)),
  ),
  'second-delete-of-type': sequence(
    'every second delete of an imported RSA key pair does nothing',
    everyNthDelete(2, (_ctx, { type, origin, id }) =>
      type === 'rsa' && origin === 'imported' ? 'rsa' : `${id}`,
    ),
  ),
  'inherits-tags': sequence(
    'a key pair under a used name has the tags of the one before',
    inherits(({ tags }) => ({ tags })),
  ),
  'inherits-id': sequence(
    'a key pair under a used name has the id of the one before',
    inherits(({ id }) => ({ id })),
  ),
  'inherits-time': sequence(
    'a key pair under a used name has the create time of the one before',
    inherits(({ createdAt }) => ({ createdAt: new Date(createdAt.getTime() - 86_400_000) })),
  ),
  'inherits-key': sequence(
    'a key pair under a used name shows the public key of the one before',
    inherits(({ publicKey, type }) => ({ publicKey, type })),
  ),
  'inherits-fingerprint': sequence(
    'a key pair under a used name has the fingerprint of the one before',
    inherits(({ fingerprint }) => ({ fingerprint })),
  ),
  'inherits-everything': sequence(
    'a key pair under a used name is the one before',
    inherits((pair) => pair),
  ),
  'used-name-not-listed': sequence(
    'a key pair under a used name is missing in a describe of everything',
    recreatedUnseen(everything),
  ),
  'used-name-not-by-id': sequence(
    'a key pair under a used name is not found by its id',
    recreatedUnseen((ctx, { describe }) => describe.ids(ctx).length > 0),
  ),
  'used-name-not-by-name': sequence(
    'a key pair under a used name is not found by its name',
    recreatedUnseen((ctx, { describe }) => describe.names(ctx).length > 0),
  ),
  'same-key-shares-delete': sequence(
    'a delete takes every key pair of the same public key',
    deletesToo((ctx, pair) => (pair === undefined ? [] : sameKey(ctx, pair))),
  ),
  'delete-of-nothing-takes-newest': sequence(
    'a delete of a name that is gone takes the newest key pair',
    deletesToo((ctx, pair) => (pair === undefined && nameOf(ctx) !== '' ? ctx.store.all().slice(-1) : [])),
  ),
  'delete-by-id-takes-oldest': sequence(
    'a delete by id takes the oldest key pair of the region too',
    deletesToo((ctx, pair) => (pair !== undefined && byId(ctx) ? ctx.store.all().slice(0, 1) : [])),
  ),
  'id-and-name-delete-both': sequence(
    'a delete with an id and another name takes both',
    deletesToo((ctx, pair) =>
      byId(ctx) && pair !== undefined
        ? [ctx.behaviours.store.byName(ctx, nameOf(ctx))].filter((one) => one !== undefined)
        : [],
    ),
  ),
  'delete-in-every-region': sequence(
    'a delete takes the key pair of that name in every region',
    ({ store }) => {
      const stores = new Set<Context['store']>();
      return {
        store: {
          insert: (ctx, pair) => {
            stores.add(ctx.store);
            return store.insert(ctx, pair);
          },
          remove: (ctx, pair) => {
            for (const one of stores) {
              const twin = one.byName(ctx.behaviours.names.key(ctx, pair.name));
              if (twin !== undefined) one.remove(twin.id);
            }
          },
        },
      };
    },
  ),
  'same-key-takes-tags': sequence(
    'an import of a key that is there takes the tags of the first',
    ({ store }) => ({
      store: {
        insert: (ctx, pair) => {
          const first = ctx.store.all().find((one) => one.fingerprint === pair.fingerprint);
          return store.insert(ctx, first === undefined ? pair : { ...pair, tags: first.tags });
        },
      },
    }),
  ),
  'delete-by-id-keeps-name': sequence(
    'after a delete by id the name stays taken',
    ({ duplicates, deletion }) => {
      const kept = new Set<string>();
      return {
        deletion: {
          remove: (ctx, pair) => {
            if (byId(ctx)) kept.add(place(ctx, pair.name));
            deletion.remove(ctx, pair);
          },
        },
        duplicates: {
          refuse: (ctx, name) =>
            kept.has(place(ctx, name))
              ? refusal('InvalidKeyPair.Duplicate', 'The keypair already exists')
              : duplicates.refuse(ctx, name),
        },
      };
    },
  ),
  'third-make-forgets-tags': sequence(
    'the third key pair of a region takes the tags of the first away',
    ({ store }) => ({
      store: {
        insert: (ctx, pair) => {
          const [first] = ctx.store.all();
          if (first !== undefined && ctx.store.size === 2) change(ctx, first, { tags: [] });
          return store.insert(ctx, pair);
        },
      },
    }),
  ),
};

export const HISTORY_SEQUENCES: readonly Mutant[] = sequences(ROWS);
