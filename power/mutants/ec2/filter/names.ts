import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { compares, looksAt, refusesValues } from './faults.ts';

/** Faults in the filter on the name. */
export const FILTER_NAMES: readonly Mutant[] = mutantsOf('filter', {
  'all-ignored': {
    summary: 'filters are ignored',
    mustBeKilledBy: 'filter.describe.key-name',
    source: 'https://github.com/getmoto/moto/pull/1140',
    fault: () => ({ filters: { apply: (_ctx, pairs) => pairs } }),
  },
  'name-holds': {
    summary: 'the filter on the name finds names that hold the value',
    mustBeKilledBy: 'filter.describe.key-name',
    fault: compares(/^key-name$/, (pattern, right) => (value) => right(value) || value.includes(pattern)),
  },
  'name-unknown-refused': {
    summary: 'a filter on a name that no key pair has is refused as not found',
    mustBeKilledBy: 'filter.describe.key-name-unknown',
    fault: refusesValues(
      'key-name',
      (values, ctx, { store }) =>
        values.length > 0 &&
        values.every((value) => !/[*?]/.test(value) && store.byName(ctx, value) === undefined),
      refusal('InvalidKeyPair.NotFound', 'The key pair does not exist'),
    ),
  },
  'name-ignores-case': {
    summary: 'the filter on the name does not look at upper and lower case',
    mustBeKilledBy: 'filter.describe.key-name-case',
    fault: compares(
      /^key-name$/,
      (pattern, right) => (value) => right(value) || value.toLowerCase() === pattern.toLowerCase(),
    ),
  },
  'name-blind-for-created': {
    summary: 'the filter on the name does not find created key pairs',
    mustBeKilledBy: 'filter.describe.key-name-created',
    fault: looksAt(/^key-name$/, (pair, _name, right) => (pair.origin === 'created' ? [] : right)),
  },
  'first-value-only': {
    summary: 'of several values of a filter only the first counts',
    mustBeKilledBy: 'filter.describe.key-name-several',
    fault: ({ filters }) => ({ filters: { any: (ctx, results) => filters.any(ctx, results.slice(0, 1)) } }),
  },
  'all-values': {
    summary: 'of several values of a filter all must fit',
    mustBeKilledBy: 'filter.describe.key-name-several-one-known',
    fault: () => ({ filters: { any: (_ctx, results) => results.length > 0 && !results.includes(false) } }),
  },
  'repeated-value-twice': {
    summary: 'a value that is given twice shows its key pair twice',
    mustBeKilledBy: 'filter.describe.key-name-repeated-value',
    fault: ({ filters }) => ({
      filters: {
        apply: (ctx, pairs) => {
          const repeated = filters.requested(ctx).some(({ values }) => new Set(values).size < values.length);
          const passed = filters.apply(ctx, pairs);
          return repeated ? [...passed, ...passed] : passed;
        },
      },
    }),
  },
});
