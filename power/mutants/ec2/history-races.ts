import { setTimeout } from 'node:timers/promises';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { place } from './history-memory.ts';
import { type Condition, creating, type Fault, importing, only, type Row, table } from './table.ts';

/** Milliseconds between looking and acting, as a slow database has them. */
const GAP_MS = 4;
const REQUIREMENT = 'history.create.linearizable';
const making: Condition = (ctx) => creating(ctx) || importing(ctx);

function race(name: string, summary: string, fault: Fault): Row {
  return [name, summary, REQUIREMENT, fault, { kind: 'race' }];
}

/** Looks whether the name is free, waits, and puts, where the condition holds. */
function checkThenAct(condition: Condition): Fault {
  return (correct) => ({
    store: {
      insert: only(
        condition,
        async (ctx, pair) => {
          const refused = correct.duplicates.refuse(ctx, pair.name);
          await setTimeout(GAP_MS);
          if (refused !== undefined) return refused;
          ctx.store.put(correct.names.key(ctx, pair.name), pair);
          return undefined;
        },
        correct.store.insert,
      ),
    },
  });
}

/** Something happens while another make of the same name is under way. */
function whileBusy(
  act: (
    ctx: Context,
    pair: KeyPair,
    insert: () => Promise<Refusal | undefined>,
  ) => Promise<Refusal | undefined>,
): Fault {
  return ({ store }) => {
    const busy = new Map<string, { count: number; contested: boolean }>();
    return {
      store: {
        insert: async (ctx, pair) => {
          const key = place(ctx, pair.name);
          const here = busy.get(key) ?? { count: 0, contested: false };
          busy.set(key, here);
          here.count += 1;
          here.contested ||= here.count > 1;
          await setTimeout(GAP_MS);
          const { contested } = here;
          here.count -= 1;
          if (here.count === 0) busy.delete(key);
          const insert = async (): Promise<Refusal | undefined> => store.insert(ctx, pair);
          return contested ? act(ctx, pair, insert) : insert();
        },
      },
    };
  };
}

const DUPLICATE = refusal('InvalidKeyPair.Duplicate', 'The keypair already exists');

/** A change is answered at once and done later, in the background. */
function deletedLater(condition: Condition, ms: number): Fault {
  return ({ deletion }) => ({
    deletion: {
      remove: only(
        condition,
        (ctx, pair) => void setTimeout(ms).then(() => deletion.remove(ctx, pair)),
        deletion.remove,
      ),
    },
  });
}

/** What a describe selects is some milliseconds old. */
function staleDescribe(isStale: (ctx: Context) => boolean, ms: number): Fault {
  return ({ store }) => {
    const changed = new Map<
      string,
      { readonly at: number; readonly pair: KeyPair; readonly there: boolean }
    >();
    const note = (pair: KeyPair, there: boolean): void =>
      void changed.set(pair.id, { at: performance.now(), pair, there });
    const old = (pairs: readonly KeyPair[]): KeyPair[] => {
      const recent = [...changed.values()].filter(({ at }) => performance.now() - at < ms);
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

const listing: Condition = (ctx) =>
  ctx.action === 'DescribeKeyPairs' && ctx.behaviours.describe.names(ctx).length === 0;
const odd = ({ id }: KeyPair): boolean => Number.parseInt(id.slice(-1), 16) % 2 === 1;

/** Faults that show when calls overlap. */
export const HISTORY_RACES: readonly Mutant[] = table('history', [
  race(
    'import-and-create-both-accepted',
    'an import and a create of one name that overlap are both accepted',
    checkThenAct(making),
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
    'two imports of Ed25519 keys that overlap are both accepted',
    checkThenAct((ctx) => importing(ctx) && !ctx.parameters.names().some((name) => name.startsWith('Tag'))),
  ),
  race(
    'nobody-wins',
    'of several makes of one name that overlap, all are refused',
    whileBusy(() => Promise.resolve(DUPLICATE)),
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
    whileBusy(async (ctx, pair, insert) => {
      const refused = await insert();
      const other = ctx.behaviours.store.byName(ctx, pair.name);
      if (refused !== undefined && other !== undefined) ctx.store.remove(other.id);
      return refused;
    }),
  ),
  race(
    'loser-kept',
    'of two makes that overlap the one that is refused is kept',
    whileBusy(async (ctx, pair, insert) => {
      const refused = await insert();
      const other = ctx.behaviours.store.byName(ctx, pair.name);
      if (refused !== undefined && other !== undefined) {
        ctx.store.remove(other.id);
        ctx.store.put(ctx.behaviours.names.key(ctx, pair.name), pair);
      }
      return refused;
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
    ({ store }) => {
      let making = 0;
      return {
        store: {
          insert: async (ctx, pair) => {
            making += 1;
            await setTimeout(GAP_MS);
            making -= 1;
            return store.insert(ctx, pair);
          },
          all: (ctx) => (making > 0 && listing(ctx) ? [] : store.all(ctx)),
        },
      };
    },
  ),
  race(
    'delete-by-name-later',
    'a delete by name is answered before it is done',
    deletedLater((ctx) => ctx.parameters.get('KeyName') !== undefined, 15),
  ),
  race(
    'delete-of-newest-later',
    'a delete of some key pairs is answered before it is done',
    ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) =>
          odd(pair) ? void setTimeout(20).then(() => deletion.remove(ctx, pair)) : deletion.remove(ctx, pair),
      },
    }),
  ),
  race('import-later', 'an import is answered before the key pair is there', ({ store }) => ({
    store: {
      insert: only(
        importing,
        (ctx, pair) => {
          const refused = ctx.behaviours.duplicates.refuse(ctx, pair.name);
          if (refused === undefined) void setTimeout(20).then(() => store.insert(ctx, pair));
          return refused;
        },
        store.insert,
      ),
    },
  })),
  race('lists-stale', 'a describe of everything is 30 milliseconds old', staleDescribe(listing, 30)),
  race(
    'deletes-both-removed',
    'two deletes that overlap both say that they removed the key pair',
    ({ deletion }) => {
      const removed = new Map<string, { readonly at: number; readonly id: string }>();
      return {
        deletion: {
          remove: (ctx, pair) => {
            removed.set(place(ctx, pair.name), { at: performance.now(), id: pair.id });
            deletion.remove(ctx, pair);
          },
          answeredId: (ctx, pair) => {
            const last = removed.get(place(ctx, ctx.parameters.get('KeyName') ?? ''));
            return pair?.id ?? (last !== undefined && performance.now() - last.at < 30 ? last.id : undefined);
          },
        },
      };
    },
  ),
]);
