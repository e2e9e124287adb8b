import type { Context } from './context.ts';
import { firstRefusal, type Outcome, type Prepared, type Refusal, success } from './outcome.ts';

/** DescribeKeyPairs: the pairs that are named and pass the filters, or all. */
export function describeKeyPairs(ctx: Context): Refusal | Prepared {
  const { protocol, describe, filters } = ctx.behaviours;
  const refused = firstRefusal(
    () => protocol.invalidBoolean(ctx, 'IncludePublicKey'),
    // Inferred: whether filters or names are checked first.
    () => filters.refuse(ctx),
    () => describe.refuse(ctx),
  );
  return refused ?? { kind: 'prepared', perform: () => Promise.resolve(list(ctx)) };
}

function list(ctx: Context): Outcome {
  const { describe, filters, responses } = ctx.behaviours;
  const pairs = describe.answered(ctx, filters.apply(ctx, describe.selected(ctx)));
  const items = describe.order(ctx, pairs).map((pair) => responses.describedItem(ctx, pair));
  return success(responses.described(ctx, items));
}
