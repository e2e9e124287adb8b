import type { Behaviours } from '../../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { Refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';

/** Whether a value of a key pair fits. */
export type Test = (value: string) => boolean;

/** A filter whose values are compared in another way. */
export function compares(filters: RegExp, matcher: (pattern: string, right: Test) => Test): Mutant['fault'] {
  return (correct) => ({
    filters: {
      matcher: (ctx, name, pattern) => {
        const right = correct.filters.matcher(ctx, name, pattern);
        return filters.test(name) ? matcher(pattern, right) : right;
      },
    },
  });
}

/** A filter that looks at something else in a key pair. */
export function looksAt(
  filters: RegExp,
  field: (pair: KeyPair, name: string, right: readonly string[], ctx: Context) => readonly string[],
): Mutant['fault'] {
  return (correct) => ({
    filters: {
      field: (ctx, name, pair) => {
        const right = correct.filters.field(ctx, name, pair);
        return filters.test(name) ? field(pair, name, right, ctx) : right;
      },
    },
  });
}

/** A pattern in which some characters mean what they mean in a regular expression. */
export function asExpression(pattern: string): Test {
  try {
    return (value) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 's').test(value);
  } catch {
    return () => false;
  }
}

/** Filters whose name starts so find deleted key pairs too. */
export function findsDeleted(prefix: string): Mutant['fault'] {
  return ({ filters, store }) => {
    const gone: KeyPair[] = [];
    return {
      store: {
        remove: (ctx, pair) => {
          gone.push(pair);
          store.remove(ctx, pair);
        },
      },
      filters: {
        apply: (ctx, pairs) =>
          filters.apply(
            ctx,
            filters.requested(ctx)[0]?.name.startsWith(prefix) ? [...pairs, ...gone.slice(-64)] : pairs,
          ),
      },
    };
  };
}

/** A filter of this name is refused for its values. */
export function refusesValues(
  filter: string,
  test: (values: readonly string[], ctx: Context, correct: Behaviours) => boolean,
  refused: Refusal,
): Mutant['fault'] {
  return (correct) => ({
    filters: {
      refuse: (ctx) => {
        const bad = correct.filters
          .requested(ctx)
          .some(({ name, values }) => name === filter && test(values, ctx, correct));
        return correct.filters.refuse(ctx) ?? (bad ? refused : undefined);
      },
    },
  });
}
