import { always } from '../table.ts';
import {
  type AnyContext,
  type AnyFault,
  type AnyPair,
  type AnyRow,
  at,
  Counts,
  change,
  type HistoryService,
  perServer,
  place,
  together,
  type When,
} from './service.ts';

/** What is carried over from the key pair that had the name before. */
export function inherits<Pair extends AnyPair>(former: (pair: Pair) => Partial<Pair>): AnyFault {
  return perServer(() => {
    const gone = new Map<string, AnyPair>();
    return together(
      at('store', 'insert', always, (right, ctx, pair) => {
        const before = gone.get(place(ctx, pair.name));
        return right(ctx, before === undefined ? pair : { ...pair, ...former(before as Pair) });
      }),
      at('store', 'remove', always, (right, ctx, pair) => {
        gone.set(place(ctx, pair.name), pair);
        right(ctx, pair);
      }),
    );
  });
}

/** A new key pair under a used name is left out of what a describe selects in one way. */
export function recreatedUnseen(unseenBy: When): AnyFault {
  return perServer((correct) => {
    const used = new Set<string>();
    return together(
      at('store', 'remove', always, (right, ctx, pair) => {
        used.add(place(ctx, pair.name));
        right(ctx, pair);
      }),
      at('describe', 'selected', always, (_right, ctx) =>
        correct.describe.selected(ctx).filter((pair) => !(unseenBy(ctx) && used.has(place(ctx, pair.name)))),
      ),
    );
  });
}

/** A delete takes more with it, or takes something else; `deleted` is absent where there was nothing to delete. */
export function deletesToo(
  others: (ctx: AnyContext, deleted: AnyPair | undefined) => readonly AnyPair[],
): AnyFault {
  return perServer(({ store }) => {
    const removed = new WeakMap<AnyContext, AnyPair>();
    return together(
      at('deletion', 'remove', always, (right, ctx, pair) => {
        removed.set(ctx, pair);
        right(ctx, pair);
      }),
      at('responses', 'deleted', always, (right, ctx, ...pair) => {
        for (const other of others(ctx, removed.get(ctx))) store.remove(ctx, other);
        return right(ctx, ...pair);
      }),
    );
  });
}

/** Every so manieth delete is answered and does nothing. */
export function everyNthDelete<Pair extends AnyPair>(
  nth: number,
  counted: (ctx: AnyContext, pair: Pair) => string,
): AnyFault {
  return perServer(() => {
    const counts = new Counts();
    return at('deletion', 'remove', always, (right, ctx, pair) => {
      if (counts.next(counted(ctx, pair as Pair)) % nth !== 0) right(ctx, pair);
    });
  });
}

const sameKey = (ctx: AnyContext, pair: AnyPair): readonly AnyPair[] =>
  ctx.store.all().filter((one) => one.id !== pair.id && one.fingerprint === pair.fingerprint);

/** A delete takes the key pair of that name in every region. */
const everywhere: AnyFault = perServer(() => {
  const stores = new Set<AnyContext['store']>();
  return together(
    at('store', 'insert', always, (right, ctx, pair) => {
      stores.add(ctx.store);
      return right(ctx, pair);
    }),
    at('store', 'remove', always, (_right, ctx, pair) => {
      for (const one of stores) {
        const twin = one.byName(ctx.behaviours.names.key(ctx, pair.name));
        if (twin !== undefined) one.remove(twin.id);
      }
    }),
  );
});

/** Some looks still find what was deleted, as one index of several that a delete forgets. */
export function foundAfterDelete(
  name: string,
  summary: string,
  finds: (ctx: AnyContext, gone: AnyPair) => boolean,
): AnyRow {
  const fault: AnyFault = perServer(() => {
    const gone = new Map<string, AnyPair[]>();
    return together(
      at('deletion', 'remove', always, (right, ctx, pair) => {
        gone.set(ctx.region, [...(gone.get(ctx.region) ?? []), pair]);
        right(ctx, pair);
      }),
      at('describe', 'selected', always, (right, ctx) => [
        ...right(ctx),
        ...(gone.get(ctx.region) ?? []).filter((pair) => finds(ctx, pair)),
      ]),
    );
  });
  return [name, summary, 'history.import.any-sequence', fault, { kind: 'sequence' }];
}

/** A row of a fault that one call does not show. */
export function sequence(name: string, summary: string, fault: AnyFault): AnyRow {
  return [name, summary, 'history.delete.leaves-no-trace', fault, { kind: 'sequence' }];
}

/** Faults that one call does not show: what a sequence leaves behind is wrong. */
export function sequenceRows({ byName, everything, nameOf, key }: HistoryService): readonly AnyRow[] {
  return [
    sequence(
      'third-delete',
      'the third delete of a name does nothing',
      everyNthDelete(3, (ctx, pair) => place(ctx, pair.name)),
    ),
    sequence(
      'second-delete',
      'the second delete of a name that was made again does nothing',
      everyNthDelete(2, (ctx, pair) => place(ctx, pair.name)),
    ),
    sequence(
      'inherits-tags',
      'a key pair under a used name has the tags of the one before',
      inherits(({ tags }) => ({ tags })),
    ),
    sequence(
      'inherits-time',
      'a key pair under a used name has the create time of the one before',
      inherits(({ createdAt }) => ({ createdAt: new Date(createdAt.getTime() - 86_400_000) })),
    ),
    sequence(
      'inherits-key',
      'a key pair under a used name shows the public key of the one before',
      inherits((pair) => key(pair)),
    ),
    sequence(
      'inherits-fingerprint',
      'a key pair under a used name has the fingerprint of the one before',
      inherits(({ fingerprint }) => ({ fingerprint })),
    ),
    sequence(
      'inherits-everything',
      'a key pair under a used name is the one before',
      inherits((pair) => pair),
    ),
    sequence(
      'used-name-not-listed',
      'a key pair under a used name is missing in a describe of everything',
      recreatedUnseen(everything),
    ),
    sequence(
      'used-name-not-by-name',
      'a key pair under a used name is not found by its name',
      recreatedUnseen(byName),
    ),
    sequence(
      'same-key-shares-delete',
      'a delete takes every key pair of the same public key',
      deletesToo((ctx, pair) => (pair === undefined ? [] : sameKey(ctx, pair))),
    ),
    sequence(
      'delete-of-nothing-takes-newest',
      'a delete of a name that is gone takes the newest key pair',
      deletesToo((ctx, pair) => (pair === undefined && nameOf(ctx) !== '' ? ctx.store.all().slice(-1) : [])),
    ),
    sequence(
      'delete-in-every-region',
      'a delete takes the key pair of that name in every region',
      everywhere,
    ),
    sequence(
      'same-key-takes-tags',
      'an import of a key that is there takes the tags of the first',
      at('store', 'insert', always, (right, ctx, pair) => {
        const first = ctx.store.all().find((one) => one.fingerprint === pair.fingerprint);
        return right(ctx, first === undefined ? pair : { ...pair, tags: first.tags });
      }),
    ),
    sequence(
      'third-make-forgets-tags',
      'the third key pair of a region takes the tags of the first away',
      at('store', 'insert', always, (right, ctx, pair) => {
        const [first] = ctx.store.all();
        if (first !== undefined && ctx.store.size === 2) change(ctx, first, { tags: [] });
        return right(ctx, pair);
      }),
    ),
  ];
}
