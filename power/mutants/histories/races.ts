import { setTimeout } from 'node:timers/promises';
import type { Refusal } from '../../../targets/reference/outcome.ts';
import { always } from '../table.ts';
import { beside } from './overlap.ts';
import {
  type AnyBehaviours,
  type AnyContext,
  type AnyFault,
  type AnyPair,
  type AnyRow,
  at,
  type HistoryService,
  making,
  perServer,
  place,
  together,
  type When,
} from './service.ts';

/** Milliseconds between looking and acting, as a slow database has them. */
const GAP_MS = 4;
/** Milliseconds by which an answer comes before its effect. */
const LATE_MS = 30;

/** Looks whether the name is free, waits, and puts, where the condition holds. */
function checkThenAct(condition: When): AnyFault {
  return perServer((correct) =>
    at('store', 'insert', condition, async (_right, ctx: AnyContext, pair: AnyPair) => {
      const refused = correct.duplicates.refuse(ctx, pair.name);
      await setTimeout(GAP_MS);
      if (refused !== undefined) return refused;
      ctx.store.put(correct.names.key(ctx, pair.name), pair);
      return undefined;
    }),
  );
}

type Insert = () => Promise<Refusal | undefined>;

/** Something happens while another make of the same name is under way. */
function whileBusy(
  act: (ctx: AnyContext, pair: AnyPair, insert: Insert) => Promise<Refusal | undefined>,
): AnyFault {
  return perServer(() => {
    const busy = new Map<string, { count: number; contested: boolean }>();
    return at('store', 'insert', always, async (right, ctx, pair) => {
      const key = place(ctx, pair.name);
      const here = busy.get(key) ?? { count: 0, contested: false };
      busy.set(key, here);
      here.count += 1;
      here.contested ||= here.count > 1;
      await setTimeout(GAP_MS);
      const { contested } = here;
      here.count -= 1;
      if (here.count === 0) busy.delete(key);
      const insert: Insert = async () => right(ctx, pair);
      return contested ? act(ctx, pair, insert) : insert();
    });
  });
}

/** What a make that is refused while another is under way does to the key pair of the other. */
function loser(act: (ctx: AnyContext, pair: AnyPair, winner: AnyPair) => void): AnyFault {
  return whileBusy(async (ctx, pair, insert) => {
    const refused = await insert();
    const winner = ctx.behaviours.store.byName(ctx, pair.name);
    if (refused !== undefined && winner !== undefined) act(ctx, pair, winner);
    return refused;
  });
}

/** What a describe selects is some milliseconds old. */
function staleDescribe(isStale: When): AnyFault {
  return ({ store }) => {
    const changed = new Map<
      string,
      { readonly at: number; readonly pair: AnyPair; readonly there: boolean }
    >();
    const note = (pair: AnyPair, there: boolean): void =>
      void changed.set(pair.id, { at: performance.now(), pair, there });
    const old = (pairs: readonly AnyPair[]): AnyPair[] => {
      const recent = [...changed.values()].filter(({ at }) => performance.now() - at < LATE_MS);
      const unseen = new Set(recent.filter(({ there }) => there).map(({ pair }) => pair.id));
      const back = recent.filter(({ there }) => !there).map(({ pair }) => pair);
      return [...pairs.filter(({ id }) => !unseen.has(id)), ...back];
    };
    return {
      store: {
        insert: async (ctx, pair) => {
          const refused = await store.insert(ctx, pair);
          if (refused === undefined) note(pair, true);
          return refused;
        },
        remove: (ctx, pair) => {
          note(pair, false);
          store.remove(ctx, pair);
        },
        all: (ctx) => (isStale(ctx) ? old(store.all(ctx)) : store.all(ctx)),
      },
    };
  };
}

/** A list is wrong while a make is under way. */
function whileMaking(listing: When, wrong: (pairs: AnyPair[]) => AnyPair[]): AnyFault {
  return perServer(() => {
    let underWay = 0;
    return together(
      at('store', 'insert', always, async (right, ctx, pair) => {
        underWay += 1;
        await setTimeout(GAP_MS);
        underWay -= 1;
        return right(ctx, pair);
      }),
      at('store', 'all', always, (right, ctx) =>
        underWay > 0 && listing(ctx) ? wrong(right(ctx)) : right(ctx),
      ),
    );
  });
}

/** A delete that overlaps with any other call is done otherwise. */
function overlappingDelete(
  { deleting }: HistoryService,
  wrong: (ctx: AnyContext, pair: AnyPair, correct: AnyBehaviours) => void,
): AnyFault {
  return beside(deleting, (overlaps) =>
    perServer((correct) =>
      at('deletion', 'remove', always, (right, ctx, pair) =>
        overlaps(ctx) ? wrong(ctx, pair, correct) : right(ctx, pair),
      ),
    ),
  );
}

/** Faults that show when calls about one name overlap. */
export function raceRows(service: HistoryService): readonly AnyRow[] {
  const { creating, importing, describing, byName, taken } = service;
  const listing: When = (ctx) => describing(ctx) && !byName(ctx);
  const race = (name: string, summary: string, fault: AnyFault): AnyRow => [
    name,
    summary,
    'history.create.linearizable',
    fault,
    { kind: 'race' },
  ];
  return [
    race(
      'import-and-create-both-accepted',
      'an import and a create of one name that overlap are both accepted',
      checkThenAct(making(service)),
    ),
    race(
      'imports-both-accepted',
      'two imports of one name that overlap are both accepted',
      checkThenAct(importing),
    ),
    race(
      'creates-both-accepted',
      'two creates of one name that overlap are both accepted',
      checkThenAct(creating),
    ),
    race(
      'tagless-imports-both-accepted',
      'two imports without tags that overlap are both accepted',
      checkThenAct((ctx) => importing(ctx) && !ctx.parameters.names().some((name) => name.startsWith('Tag'))),
    ),
    race(
      'nobody-wins',
      'of several makes of one name that overlap, all are refused',
      whileBusy(() => Promise.resolve(taken)),
    ),
    race(
      'loser-told-won',
      'of several makes that overlap all are told that they won',
      whileBusy(async (_ctx, _pair, insert) => {
        await insert();
        return undefined;
      }),
    ),
    race(
      'loser-removes',
      'a make that is refused while another is under way removes the key pair of the other',
      loser((ctx, _pair, winner) => ctx.store.remove(winner.id)),
    ),
    race(
      'loser-kept',
      'of two makes that overlap the one that is refused is kept',
      loser((ctx, pair, winner) => {
        ctx.store.remove(winner.id);
        ctx.store.put(ctx.behaviours.names.key(ctx, pair.name), pair);
      }),
    ),
    race(
      'crash',
      'makes of one name that overlap end in an internal error',
      whileBusy(() => Promise.reject(new Error('dictionary changed size during iteration'))),
    ),
    race(
      'lists-empty-while-making',
      'a describe of everything is empty while a make is under way',
      whileMaking(listing, () => []),
    ),
    race(
      'lists-cut-while-making',
      'a describe of everything misses what was made last while a make is under way',
      whileMaking(listing, (pairs) => pairs.slice(0, -1)),
    ),
    race('lists-stale', `a describe of everything is ${LATE_MS} milliseconds old`, staleDescribe(listing)),
    race(
      'overlapping-delete-later',
      'a delete that overlaps with any other call is answered before it is done',
      overlappingDelete(service, (ctx, pair, { deletion }) => {
        void setTimeout(LATE_MS).then(() => deletion.remove(ctx, pair));
      }),
    ),
    race(
      'overlapping-delete-is-lost',
      'a delete that overlaps with any other call is answered and does nothing',
      overlappingDelete(service, () => undefined),
    ),
    race(
      'overlapping-delete-undone',
      'a key pair comes back after a delete that overlapped with any other call',
      overlappingDelete(service, (ctx, pair, { deletion, names }) => {
        deletion.remove(ctx, pair);
        void setTimeout(GAP_MS).then(() => {
          if (ctx.behaviours.store.byName(ctx, pair.name) === undefined)
            ctx.store.put(names.key(ctx, pair.name), pair);
        });
      }),
    ),
    race(
      'overlapping-import-later',
      'an import that overlaps with any other call is answered before the key pair is there',
      beside(importing, (overlaps) =>
        perServer(({ duplicates }) =>
          at('store', 'insert', always, (right, ctx, pair) => {
            if (!overlaps(ctx)) return right(ctx, pair);
            const refused = duplicates.refuse(ctx, pair.name);
            if (refused === undefined) void setTimeout(LATE_MS).then(() => right(ctx, pair));
            return refused;
          }),
        ),
      ),
    ),
  ];
}
