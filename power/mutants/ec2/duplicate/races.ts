import { setTimeout } from 'node:timers/promises';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing, only } from '../conditions.ts';
import { DUPLICATE } from '../faults/refusals.ts';
import { checksThenActs, GAP_MS } from './faults.ts';

/** Faults that show when several ask for one name at the same time. */
export const DUPLICATE_RACES: readonly Mutant[] = mutantsOf('duplicate', {
  'create-check-then-act': {
    summary: 'create looks whether the name is free, waits, and puts: two at once both get it',
    mustBeKilledBy: 'duplicate.create-race',
    fault: checksThenActs(creating),
  },
  'import-check-then-act': {
    summary: 'import looks whether the name is free, waits, and puts: two at once both get it',
    mustBeKilledBy: 'duplicate.import-race',
    fault: checksThenActs(importing),
  },
  'race-nobody-wins': {
    summary: 'of several imports of one name at the same time, all are refused',
    mustBeKilledBy: 'duplicate.import-race',
    fault: ({ store }) => {
      const waiting = new Map<string, number>();
      return {
        store: {
          insert: only(
            importing,
            async (ctx, pair) => {
              const key = `${ctx.region}/${pair.name}`;
              waiting.set(key, (waiting.get(key) ?? 0) + 1);
              await setTimeout(GAP_MS);
              const alone = waiting.get(key) === 1;
              waiting.set(key, (waiting.get(key) ?? 1) - (alone ? 1 : 0));
              return alone ? store.insert(ctx, pair) : DUPLICATE;
            },
            store.insert,
          ),
        },
      };
    },
  },
  'race-loser-shown': {
    summary: 'of two creates at the same time one is refused, but its key is the one that is kept',
    mustBeKilledBy: 'duplicate.create-race',
    fault: (correct) => {
      const busy = new Map<string, KeyPair[]>();
      return {
        store: {
          insert: only(
            creating,
            async (ctx, pair) => {
              const key = `${ctx.region}/${pair.name}`;
              const rivals = busy.get(key) ?? [];
              busy.set(key, [...rivals, pair]);
              await setTimeout(GAP_MS);
              const first = rivals.length === 0;
              if (!first) return DUPLICATE;
              const last = busy.get(key)?.at(-1) ?? pair;
              busy.delete(key);
              return correct.store.insert(ctx, last);
            },
            correct.store.insert,
          ),
        },
      };
    },
  },
  'race-server-error': {
    summary: 'of several creates of one name at the same time, the losers get an internal error',
    mustBeKilledBy: 'duplicate.create-race',
    fault: ({ store }) => ({
      store: {
        insert: only(
          creating,
          async (ctx, pair) => {
            await setTimeout(GAP_MS);
            const refused = await store.insert(ctx, pair);
            if (refused !== undefined) throw new Error('UNIQUE constraint failed');
            return undefined;
          },
          store.insert,
        ),
      },
    }),
  },
});
