import { setTimeout } from 'node:timers/promises';
import type { Behaviours } from '../../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';
import { type Condition, only } from '../conditions.ts';

/** Milliseconds between looking and putting, as a slow database has them. */
export const GAP_MS = 4;

/** Looks whether the name is free, waits, and puts. */
export function checksThenActs(condition: Condition): Mutant['fault'] {
  return (correct) => ({
    store: {
      insert: only(
        condition,
        async (ctx, pair) => {
          const refused = correct.duplicates.refuse(ctx, pair.name);
          await setTimeout(GAP_MS);
          return refused ?? correct.quota.refuse(ctx) ?? putOver(correct, ctx, pair);
        },
        correct.store.insert,
      ),
    },
  });
}

/** Takes a pair in without asking whether the name is free. */
export function putOver({ names }: Behaviours, ctx: Context, pair: KeyPair): undefined {
  ctx.store.put(names.key(ctx, pair.name), pair);
  return undefined;
}
