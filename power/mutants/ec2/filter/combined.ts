import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { findsDeleted } from './faults.ts';

/** Faults in filters beside each other and beside names. */
export const FILTER_COMBINED: readonly Mutant[] = mutantsOf('filter', {
  'filters-or': {
    summary: 'of several filters one that fits is enough',
    mustBeKilledBy: 'filter.describe.and-name-tag',
    fault: () => ({ filters: { every: (_ctx, results) => results.includes(true) } }),
  },
  'last-filter-only': {
    summary: 'of several filters only the last counts',
    mustBeKilledBy: 'filter.describe.and-order',
    fault: ({ filters }) => ({ filters: { every: (ctx, results) => filters.every(ctx, results.slice(-1)) } }),
  },
  'id-filter-wins': {
    summary: 'beside a filter on the id no other filter counts',
    mustBeKilledBy: 'filter.describe.and-nothing-fits-both',
    fault: ({ filters }) => ({
      filters: {
        every: (ctx, results) => {
          const byId = results[filters.requested(ctx).findIndex(({ name }) => name === 'key-pair-id')];
          return byId ?? filters.every(ctx, results);
        },
      },
    }),
  },
  'tag-filters-or': {
    summary: 'of several filters on tags one that fits is enough',
    mustBeKilledBy: 'filter.describe.and-tags',
    fault: ({ filters }) => ({
      filters: {
        every: (ctx, results) =>
          filters.requested(ctx).every(({ name }) => name.startsWith('tag:'))
            ? results.includes(true)
            : filters.every(ctx, results),
      },
    }),
  },
  'without-values-all': {
    summary: 'a filter without values shows everything',
    mustBeKilledBy: 'filter.describe.without-values',
    fault: ({ filters }) => ({
      filters: { any: (ctx, results) => results.length === 0 || filters.any(ctx, results) },
    }),
  },
  'without-values-passed-over': {
    summary: 'a filter without values beside another is passed over',
    mustBeKilledBy: 'filter.describe.without-values-beside-another',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) => {
          const requested = filters.requested(ctx);
          return requested.length > 1 ? requested.filter(({ values }) => values.length > 0) : requested;
        },
      },
    }),
  },
  'unknown-ignored': {
    summary: 'a filter that does not exist is passed over',
    mustBeKilledBy: 'filter.describe.unknown',
    fault: ({ filters }) => ({
      filters: {
        unknown: accept,
        requested: (ctx) => filters.requested(ctx).filter((one) => filters.unknown(ctx, one) === undefined),
      },
    }),
  },
  'unknown-shows-none': {
    summary: 'a filter that does not exist shows nothing',
    mustBeKilledBy: 'filter.describe.unknown',
    fault: () => ({ filters: { unknown: accept } }),
  },
  'key-type-known': {
    summary: 'there is a filter on the key type',
    mustBeKilledBy: 'filter.describe.key-type',
    fault: ({ filters }) => ({
      filters: {
        known: (ctx) => [...filters.known(ctx), 'key-type'],
        field: (ctx, name, pair) => (name === 'key-type' ? [pair.type] : filters.field(ctx, name, pair)),
      },
    }),
  },
  'unknown-beside-known-ignored': {
    summary: 'a filter that does not exist is passed over beside one that does',
    mustBeKilledBy: 'filter.describe.unknown-beside-known',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) => {
          const requested = filters.requested(ctx);
          const known = requested.filter((one) => filters.unknown(ctx, one) === undefined);
          return known.length === 0 ? requested : known;
        },
      },
    }),
  },
  'filter-name-any-case': {
    summary: 'the name of a filter may be in any case',
    mustBeKilledBy: 'filter.describe.name-in-other-case',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) =>
          filters
            .requested(ctx)
            .map((one) =>
              filters.known(ctx).includes(one.name.toLowerCase())
                ? { ...one, name: one.name.toLowerCase() }
                : one,
            ),
      },
    }),
  },
  'element-name-known': {
    summary: 'the name of an element is a filter',
    mustBeKilledBy: 'filter.describe.wire-name-is-no-filter',
    fault: ({ filters }) => ({
      filters: {
        requested: (ctx) =>
          filters.requested(ctx).map((one) => ({
            ...one,
            name:
              { keyname: 'key-name', keyfingerprint: 'fingerprint', keypairid: 'key-pair-id' }[
                one.name.toLowerCase()
              ] ?? one.name,
          })),
      },
    }),
  },
  'names-beside-filter-lost': {
    summary: 'names beside a filter are passed over',
    mustBeKilledBy: 'filter.describe.with-names',
    fault: ({ describe, filters }) => ({
      describe: {
        selected: (ctx) => (filters.requested(ctx).length > 0 ? ctx.store.all() : describe.selected(ctx)),
      },
    }),
  },
  'filter-beside-names-lost': {
    summary: 'a filter beside names is passed over',
    mustBeKilledBy: 'filter.describe.with-names-none-left',
    fault: ({ describe, filters }) => ({
      filters: {
        apply: (ctx, pairs) => (describe.names(ctx).length > 0 ? pairs : filters.apply(ctx, pairs)),
      },
    }),
  },
  'filter-beside-ids-lost': {
    summary: 'a filter beside ids is passed over',
    mustBeKilledBy: 'filter.describe.with-ids',
    fault: ({ describe, filters }) => ({
      filters: {
        apply: (ctx, pairs) => (describe.ids(ctx).length > 0 ? pairs : filters.apply(ctx, pairs)),
      },
    }),
  },
  'unknown-name-beside-filter': {
    summary: 'an unknown name beside a filter is passed over',
    mustBeKilledBy: 'filter.describe.with-unknown-name',
    fault: ({ describe, filters }) => ({
      describe: {
        unknownName: (ctx, name) =>
          filters.requested(ctx).length > 0 ? undefined : describe.unknownName(ctx, name),
      },
    }),
  },
  'deleted-found-by-name': {
    summary: 'the filter on the name finds deleted key pairs',
    mustBeKilledBy: 'filter.describe.deleted',
    fault: findsDeleted('key-name'),
  },
  'deleted-found-by-tag': {
    summary: 'the filter on a tag finds deleted key pairs',
    mustBeKilledBy: 'filter.describe.deleted-tag',
    fault: findsDeleted('tag:'),
  },
});
