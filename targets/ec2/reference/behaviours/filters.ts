import type { KeyPair } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';
import { wildcardMatcher } from '../wildcard.ts';

/** One filter of a describe. */
export interface Filter {
  readonly name: string;
  /** The patterns; a pair needs to match one of them. */
  readonly values: readonly string[];
}

/** How a describe narrows its answer. */
export interface FiltersBehaviours {
  /** The filters of the request. */
  requested(ctx: Context): readonly Filter[];
  /** Names of filters, without the `tag:KEY` family. */
  known(ctx: Context): readonly string[];
  /** Refuses a filter that does not exist. */
  unknown(ctx: Context, filter: Filter): Refusal | undefined;
  /** All checks on the filters. */
  refuse(ctx: Context): Refusal | undefined;
  /** What a filter looks at in a pair. */
  field(ctx: Context, filterName: string, pair: KeyPair): readonly string[];
  /** Makes the test for one pattern of a filter. Made once per request and pattern, then used for every pair. */
  matcher(ctx: Context, filterName: string, pattern: string): (value: string) => boolean;
  /** Whether a pair passes one filter, given the results for each of its patterns. */
  any(ctx: Context, results: readonly boolean[]): boolean;
  /** Whether a pair passes, given the results for each filter. */
  every(ctx: Context, results: readonly boolean[]): boolean;
  /** The pairs that pass. */
  apply(ctx: Context, pairs: readonly KeyPair[]): readonly KeyPair[];
}

const TAG = 'tag:';

/** EC2's filters: all must pass, one value of each is enough, case matters. */
export const correctFilters: FiltersBehaviours = {
  requested: (ctx) =>
    ctx.parameters.indexes('Filter').map((index) => ({
      // Inferred: EC2 names a filter without a name null.
      name: ctx.parameters.get(`Filter.${index}.Name`) ?? 'null',
      values: ctx.parameters.list(`Filter.${index}.Value`),
    })),

  // tag-value is not documented but works; key-type is refused although a describe shows it. Both observed.
  known: () => ['key-name', 'key-pair-id', 'fingerprint', 'tag-key', 'tag-value'],

  unknown: (ctx, { name }) =>
    ctx.behaviours.filters.known(ctx).includes(name) || (name.startsWith(TAG) && name !== TAG)
      ? undefined
      : refusal('InvalidParameterValue', `The filter '${name}' is invalid`),

  refuse: (ctx) =>
    firstRefusal(
      ...ctx.behaviours.filters
        .requested(ctx)
        .map((filter) => () => ctx.behaviours.filters.unknown(ctx, filter)),
    ),

  field(ctx, filterName, pair) {
    switch (filterName) {
      case 'key-name':
        return [pair.name];
      case 'key-pair-id':
        return [pair.id];
      case 'fingerprint':
        return [ctx.behaviours.fingerprints.described(ctx, pair)];
      case 'tag-key':
        return pair.tags.map((tag) => tag.key);
      case 'tag-value':
        return pair.tags.map((tag) => tag.value);
      default:
        return pair.tags.filter((tag) => TAG + tag.key === filterName).map((tag) => tag.value);
    }
  },

  matcher: (_ctx, _filterName, pattern) => wildcardMatcher(pattern),

  // Observed: no values, no match.
  any: (_ctx, results) => results.includes(true),

  every: (_ctx, results) => !results.includes(false),

  apply(ctx, pairs) {
    const { filters } = ctx.behaviours;
    const tests = filters.requested(ctx).map(({ name, values }) => ({
      name,
      matchers: values.map((value) => filters.matcher(ctx, name, value)),
    }));
    if (tests.length === 0) return pairs;
    return pairs.filter((pair) => {
      const results = tests.map(({ name, matchers }) => {
        const field = filters.field(ctx, name, pair);
        return filters.any(
          ctx,
          matchers.map((matches) => field.some(matches)),
        );
      });
      return filters.every(ctx, results);
    });
  },
};
