import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { compares, findsDeleted, looksAt, refusesValues } from './filter.ts';
import { accept, always, at, perServer, table, together } from './table.ts';

/** Faults in the filters on ids, fingerprints and tags. */
// biome-ignore format: a row is a mutant
export const FILTER_FIELDS: readonly Mutant[] = table('filter', [
  ['id-filter-ignored', 'the filter on the id is ignored', 'filter.describe.key-pair-id',
    compares(/^key-pair-id$/, () => () => true)],
  ['id-filter-first-value', 'of several values of the filter on the id only the first counts',
    'filter.describe.key-pair-id-several',
    at('filters', 'requested', always, (right, ctx) =>
      right(ctx).map(({ name, values }) => ({
        name,
        values: name === 'key-pair-id' ? values.slice(0, 1) : values,
      })))],
  ['id-filter-malformed-refused', 'a text that is no id is refused in the filter on the id',
    'filter.describe.key-pair-id-malformed',
    refusesValues(
      'key-pair-id',
      (values, ctx, { identifiers }) => values.some((value) => !identifiers.isKeyPairId(ctx, value)),
      refusal('InvalidParameterValue', 'Invalid id'))],
  ['fingerprint-first-only',
    'the filter on the fingerprint shows one key pair of several with that fingerprint',
    'filter.describe.fingerprint',
    at('filters', 'apply', always, (right, ctx, pairs) => {
      const passed = right(ctx, pairs);
      return ctx.behaviours.filters.requested(ctx).some(({ name }) => name === 'fingerprint')
        ? passed.slice(0, 1)
        : passed;
    })],
  ['tag-value-ignored', 'the filter on a tag looks at the key alone', 'filter.describe.tag',
    compares(/^tag:/, () => () => true)],
  ['tag-key-ignored', 'the filter on a tag looks at the value alone', 'filter.describe.tag',
    looksAt(/^tag:/, (pair) => pair.tags.map(({ value }) => value))],
  ['tag-mixed', 'the filter on a tag mixes the key of one tag with the value of another',
    'filter.describe.tag-among-several',
    looksAt(/^tag:/, (pair, _name, right) => (right.length === 0 ? [] : pair.tags.map(({ value }) => value)))],
  ['tag-first-only', 'the filter on a tag looks at the first tag alone', 'filter.describe.tag-among-several',
    looksAt(/^tag:/, (pair, name) =>
      pair.tags
        .slice(0, 1)
        .filter(({ key }) => `tag:${key}` === name)
        .map(({ value }) => value))],
  ['tag-first-value', 'of several values of the filter on a tag only the first counts',
    'filter.describe.tag-several-values',
    at('filters', 'requested', always, (right, ctx) =>
      right(ctx).map(({ name, values }) => ({
        name,
        values: name.startsWith('tag:') ? values.slice(0, 1) : values,
      })))],
  ['tag-no-wildcards', 'the filter on a tag takes no wildcards', 'filter.describe.tag-wildcard',
    compares(/^tag:/, (pattern) => (value) => value === pattern)],
  ['tag-value-any-case', 'the filter on a tag does not look at upper and lower case of the value',
    'filter.describe.tag-value-case',
    compares(
      /^tag:/,
      (pattern, right) => (value) => right(value) || value.toLowerCase() === pattern.toLowerCase())],
  ['tag-key-any-case', 'the filter on a tag does not look at upper and lower case of the key',
    'filter.describe.tag-key-case',
    looksAt(/^tag:/, (pair, name) =>
      pair.tags
        .filter(({ key }) => `tag:${key}`.toLowerCase() === name.toLowerCase())
        .map(({ value }) => value))],
  ['tag-empty-value-lost', 'the filter on a tag does not find empty values',
    'filter.describe.tag-empty-value',
    compares(/^tag:/, (pattern, right) => (pattern === '' ? () => false : right))],
  ['tag-latin-1', 'the filter on a tag finds values of ASCII only', 'filter.describe.tag-unicode',
    compares(/^tag:/, (pattern, right) => (/^[\0-\x7f]*$/.test(pattern) ? right : () => false))],
  ['tag-key-filter-ignored', 'the filter on tag keys is ignored', 'filter.describe.tag-key',
    compares(/^tag-key$/, () => () => true)],
  ['tag-key-sees-values', 'the filter on tag keys looks at values too', 'filter.describe.tag-key-not-value',
    looksAt(/^tag-key$/, (pair) => pair.tags.flatMap(({ key, value }) => [key, value]))],
  ['tag-key-no-wildcards', 'the filter on tag keys takes no wildcards', 'filter.describe.tag-key-wildcard',
    compares(/^tag-key$/, (pattern) => (value) => value === pattern)],
  ['tag-value-unknown', 'there is no filter on tag values', 'filter.describe.tag-value',
    at('filters', 'known', always, (right, ctx) => right(ctx).filter((name) => name !== 'tag-value'))],
]);

/** Faults in filters beside each other and beside names. */
// biome-ignore format: a row is a mutant
export const FILTER_COMBINED: readonly Mutant[] = table('filter', [
  ['filters-or', 'of several filters one that fits is enough', 'filter.describe.and-name-tag',
    at('filters', 'every', always, (_right, _ctx, results) => results.includes(true))],
  ['last-filter-only', 'of several filters only the last counts', 'filter.describe.and-order',
    at('filters', 'every', always, (right, ctx, results) => right(ctx, results.slice(-1)))],
  ['id-filter-wins', 'beside a filter on the id no other filter counts',
    'filter.describe.and-nothing-fits-both',
    at('filters', 'every', always, (right, ctx, results) => {
      const byId =
        results[ctx.behaviours.filters.requested(ctx).findIndex(({ name }) => name === 'key-pair-id')];
      return byId ?? right(ctx, results);
    })],
  ['tag-filters-or', 'of several filters on tags one that fits is enough', 'filter.describe.and-tags',
    at('filters', 'every', always, (right, ctx, results) =>
      ctx.behaviours.filters.requested(ctx).every(({ name }) => name.startsWith('tag:'))
        ? results.includes(true)
        : right(ctx, results))],
  ['without-values-all', 'a filter without values shows everything', 'filter.describe.without-values',
    at('filters', 'any', always, (right, ctx, results) => results.length === 0 || right(ctx, results))],
  ['without-values-passed-over', 'a filter without values beside another is ignored',
    'filter.describe.without-values-beside-another',
    at('filters', 'requested', always, (right, ctx) => {
      const requested = right(ctx);
      return requested.length > 1 ? requested.filter(({ values }) => values.length > 0) : requested;
    })],
  ['unknown-ignored', 'a filter that does not exist is ignored', 'filter.describe.unknown',
    perServer(({ filters }) =>
      together(
        at('filters', 'unknown', always, accept),
        at('filters', 'requested', always, (right, ctx) =>
          right(ctx).filter((one) => filters.unknown(ctx, one) === undefined))))],
  ['unknown-shows-none', 'a filter that does not exist shows nothing', 'filter.describe.unknown',
    at('filters', 'unknown', always, accept)],
  ['key-type-known', 'there is a filter on the key type', 'filter.describe.key-type',
    together(
      at('filters', 'known', always, (right, ctx) => [...right(ctx), 'key-type']),
      at('filters', 'field', always, (right, ctx, name, pair) =>
        (name === 'key-type' ? [pair.type] : right(ctx, name, pair))))],
  ['unknown-beside-known-ignored', 'a filter that does not exist is ignored beside one that does',
    'filter.describe.unknown-beside-known',
    at('filters', 'requested', always, (right, ctx) => {
      const requested = right(ctx);
      const known = requested.filter((one) => ctx.behaviours.filters.unknown(ctx, one) === undefined);
      return known.length === 0 ? requested : known;
    })],
  ['filter-name-any-case', 'the name of a filter may be in any case', 'filter.describe.name-in-other-case',
    at('filters', 'requested', always, (right, ctx) =>
      right(ctx).map((one) =>
        ctx.behaviours.filters.known(ctx).includes(one.name.toLowerCase())
          ? { ...one, name: one.name.toLowerCase() }
          : one,
      ))],
  ['element-name-known', 'the name of an element is a filter', 'filter.describe.wire-name-is-no-filter',
    at('filters', 'requested', always, (right, ctx) =>
      right(ctx).map((one) => ({
        ...one,
        name:
          { keyname: 'key-name', keyfingerprint: 'fingerprint', keypairid: 'key-pair-id' }[
            one.name.toLowerCase()
          ] ?? one.name,
      })))],
  ['names-beside-filter-lost', 'names beside a filter are ignored', 'filter.describe.with-names',
    at('describe', 'selected', always, (right, ctx) =>
      ctx.behaviours.filters.requested(ctx).length > 0 ? ctx.store.all() : right(ctx))],
  ['filter-beside-names-lost', 'a filter beside names is ignored', 'filter.describe.with-names-none-left',
    at('filters', 'apply', always, (right, ctx, pairs) =>
      ctx.behaviours.describe.names(ctx).length > 0 ? pairs : right(ctx, pairs))],
  ['filter-beside-ids-lost', 'a filter beside ids is ignored', 'filter.describe.with-ids',
    at('filters', 'apply', always, (right, ctx, pairs) =>
      ctx.behaviours.describe.ids(ctx).length > 0 ? pairs : right(ctx, pairs))],
  ['unknown-name-beside-filter', 'an unknown name beside a filter is ignored',
    'filter.describe.with-unknown-name',
    at('describe', 'unknownName', always, (right, ctx, name) =>
      ctx.behaviours.filters.requested(ctx).length > 0 ? undefined : right(ctx, name))],
  ['deleted-found-by-name', 'the filter on the name finds deleted key pairs', 'filter.describe.deleted',
    findsDeleted('key-name')],
  ['deleted-found-by-tag', 'the filter on a tag finds deleted key pairs', 'filter.describe.deleted-tag',
    findsDeleted('tag:')],
]);
