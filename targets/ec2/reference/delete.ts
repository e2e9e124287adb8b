import type { Context } from './context.ts';
import { type Outcome, type Prepared, type Refusal, success } from './outcome.ts';

/** DeleteKeyPair: takes a pair out by id or name, and is content when it is gone already. */
export function deleteKeyPair(ctx: Context): Refusal | Prepared {
  const refused = ctx.behaviours.deletion.refuse(ctx);
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(remove(ctx)) };
}

function remove(ctx: Context): Outcome {
  const { deletion, responses } = ctx.behaviours;
  const pair = deletion.target(ctx);
  if (pair !== undefined) deletion.remove(ctx, pair);
  return success(responses.deleted(ctx, pair));
}
