import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { compares, looksAt, refusesValues } from './faults.ts';

/** Faults in the filters on ids, fingerprints and tags. */
export const FILTER_FIELDS: readonly Mutant[] = mutantsOf('filter', {
  'id-filter-ignored': {
    summary: 'the filter on the id is ignored',
    mustBeKilledBy: 'filter.describe.key-pair-id',
    fault: compares(/^key-pair-id$/, () => () => true),
  },
  'id-filter-first-value': {
    summary: 'of several values of the filter on the id only the first counts',
    mustBeKilledBy: 'filter.describe.key-pair-id-several',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) =>
          filters.requested(ctx).map(({ name, values }) => ({
            name,
            values: name === 'key-pair-id' ? values.slice(0, 1) : values,
          })),
      },
    }),
  },
  'id-filter-malformed-refused': {
    summary: 'a text that is no id is refused in the filter on the id',
    mustBeKilledBy: 'filter.describe.key-pair-id-malformed',
    fault: refusesValues(
      'key-pair-id',
      (values, ctx, { identifiers }) => values.some((value) => !identifiers.isKeyPairId(ctx, value)),
      refusal('InvalidParameterValue', 'Invalid id'),
    ),
  },
  'fingerprint-first-only': {
    summary: 'the filter on the fingerprint shows one key pair of several with that fingerprint',
    mustBeKilledBy: 'filter.describe.fingerprint',
    fault: ({ filters }) => ({
      filters: {
        apply: (ctx, pairs) => {
          const passed = filters.apply(ctx, pairs);
          return filters.requested(ctx).some(({ name }) => name === 'fingerprint')
            ? passed.slice(0, 1)
            : passed;
        },
      },
    }),
  },
  'tag-value-ignored': {
    summary: 'the filter on a tag looks at the key alone',
    mustBeKilledBy: 'filter.describe.tag',
    fault: compares(/^tag:/, () => () => true),
  },
  'tag-key-ignored': {
    summary: 'the filter on a tag looks at the value alone',
    mustBeKilledBy: 'filter.describe.tag',
    fault: looksAt(/^tag:/, (pair) => pair.tags.map(({ value }) => value)),
  },
  'tag-mixed': {
    summary: 'the filter on a tag mixes the key of one tag with the value of another',
    mustBeKilledBy: 'filter.describe.tag-among-several',
    fault: looksAt(/^tag:/, (pair, _name, right) =>
      right.length === 0 ? [] : pair.tags.map(({ value }) => value),
    ),
  },
  'tag-first-only': {
    summary: 'the filter on a tag looks at the first tag alone',
    mustBeKilledBy: 'filter.describe.tag-among-several',
    fault: looksAt(/^tag:/, (pair, name) =>
      pair.tags
        .slice(0, 1)
        .filter(({ key }) => `tag:${key}` === name)
        .map(({ value }) => value),
    ),
  },
  'tag-first-value': {
    summary: 'of several values of the filter on a tag only the first counts',
    mustBeKilledBy: 'filter.describe.tag-several-values',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) =>
          filters.requested(ctx).map(({ name, values }) => ({
            name,
            values: name.startsWith('tag:') ? values.slice(0, 1) : values,
          })),
      },
    }),
  },
  'tag-no-wildcards': {
    summary: 'the filter on a tag takes no wildcards',
    mustBeKilledBy: 'filter.describe.tag-wildcard',
    fault: compares(/^tag:/, (pattern) => (value) => value === pattern),
  },
  'tag-value-any-case': {
    summary: 'the filter on a tag does not look at upper and lower case of the value',
    mustBeKilledBy: 'filter.describe.tag-value-case',
    fault: compares(
      /^tag:/,
      (pattern, right) => (value) => right(value) || value.toLowerCase() === pattern.toLowerCase(),
    ),
  },
  'tag-key-any-case': {
    summary: 'the filter on a tag does not look at upper and lower case of the key',
    mustBeKilledBy: 'filter.describe.tag-key-case',
    fault: looksAt(/^tag:/, (pair, name) =>
      pair.tags
        .filter(({ key }) => `tag:${key}`.toLowerCase() === name.toLowerCase())
        .map(({ value }) => value),
    ),
  },
  'tag-empty-value-lost': {
    summary: 'the filter on a tag does not find empty values',
    mustBeKilledBy: 'filter.describe.tag-empty-value',
    fault: compares(/^tag:/, (pattern, right) => (pattern === '' ? () => false : right)),
  },
  'tag-latin-1': {
    summary: 'the filter on a tag finds values of ASCII only',
    mustBeKilledBy: 'filter.describe.tag-unicode',
    fault: compares(/^tag:/, (pattern, right) => (/^[\0-\x7f]*$/.test(pattern) ? right : () => false)),
  },
  'tag-key-filter-ignored': {
    summary: 'the filter on tag keys is ignored',
    mustBeKilledBy: 'filter.describe.tag-key',
    fault: compares(/^tag-key$/, () => () => true),
  },
  'tag-key-sees-values': {
    summary: 'the filter on tag keys looks at values too',
    mustBeKilledBy: 'filter.describe.tag-key-not-value',
    fault: looksAt(/^tag-key$/, (pair) => pair.tags.flatMap(({ key, value }) => [key, value])),
  },
  'tag-key-no-wildcards': {
    summary: 'the filter on tag keys takes no wildcards',
    mustBeKilledBy: 'filter.describe.tag-key-wildcard',
    fault: compares(/^tag-key$/, (pattern) => (value) => value === pattern),
  },
  'tag-value-unknown': {
    summary: 'there is no filter on tag values',
    mustBeKilledBy: 'filter.describe.tag-value',
    fault: ({ filters }) => ({
      filters: { known: (ctx) => filters.known(ctx).filter((name) => name !== 'tag-value') },
    }),
  },
});
