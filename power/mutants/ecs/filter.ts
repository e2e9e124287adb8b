import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { type EcsFault, matches } from './faults.ts';
import { always, at, perServer, table } from './table.ts';

/** A filter that is not looked at, or otherwise. */
const filterFault = (
  summary: string,
  mustBeKilledBy: string,
  describe: NonNullable<ReturnType<EcsMutant['fault']>['describe']>,
): EcsFault => [summary, mustBeKilledBy, () => ({ describe })];

/** Faults of filters. */
// biome-ignore format: a row is a mutant
export const FILTER_MUTANTS: readonly EcsMutant[] = table('filter', [
  ['no-prefix',
    ...matches('a star at the end of a name means itself', 'filter.name-prefix', (name, pattern, right) =>
      /^[^*]+\*$/.test(pattern) ? name === pattern : right(name))],
  ['prefix-inside',
    ...matches(
      'a star at the end fits also names that have the text inside',
      'filter.name-prefix',
      (name, pattern, right) =>
        /^[^*]+\*$/.test(pattern) ? name.includes(pattern.slice(0, -1)) : right(name))],
  ['no-suffix',
    ...matches(
      'a star at the beginning of a name means itself',
      'filter.name-suffix',
      (name, pattern, right) => (/^\*[^*]+$/.test(pattern) ? name === pattern : right(name)))],
  ['suffix-inside',
    ...matches(
      'a star at the beginning fits also names that have the text inside',
      'filter.name-suffix',
      (name, pattern, right) => (/^\*[^*]+$/.test(pattern) ? name.includes(pattern.slice(1)) : right(name)))],
  ['no-inside',
    ...matches('two stars mean themselves', 'filter.name-inside', (name, pattern, right) =>
      /^\*[^*]+\*$/.test(pattern) ? name === pattern : right(name))],
  ['inside-is-prefix',
    ...matches('two stars fit the names that start so', 'filter.name-inside', (name, pattern, right) =>
      /^\*[^*]+\*$/.test(pattern) ? name.startsWith(pattern.slice(1, -1)) : right(name))],
  ['star-alone',
    ...matches(
      'a star alone fits nothing',
      'filter.name-asterisk-alone',
      (name, pattern, right) => pattern !== '*' && right(name))],
  ['fingerprint-ignored',
    ...filterFault('the fingerprint asked for is ignored', 'filter.fingerprint', {
      passesFingerprint: () => true,
    })],
  ['fingerprint-unknown-refused', 'a fingerprint that nobody has is refused', 'filter.fingerprint-unknown',
    perServer(({ store }) =>
      at('describe', 'refuse', always, (right, ctx) => {
        const asked = ctx.parameters.get('KeyPairFingerPrint') ?? '';
        return asked === '' || store.all(ctx).some(({ fingerprint }) => fingerprint === asked)
          ? right(ctx)
          : refusal('InvalidKeyPair.NotFound', 'There is no such key pair.', 404);
      }))],
  ['one-filter-enough', 'a key pair is shown when it passes the name or the fingerprint',
    'filter.fingerprint-and-name',
    at('describe', 'every', always, (right, ctx, results) =>
      (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '' &&
      (ctx.parameters.get('KeyPairName') ?? '') !== ''
        ? results.slice(0, 2).includes(true)
        : right(ctx, results))],
  ['tags-ignored', ...filterFault('the tags asked for are ignored', 'filter.tag', { passesTags: () => true })],
  ['tag-value-ignored',
    ...filterFault('of the tag asked for only the key is compared', 'filter.tag', {
      passesTag: (_ctx, pair, { key }) => pair.tags.some((tag) => tag.key === key),
    })],
  ['tag-key-ignored',
    ...filterFault('of the tag asked for only the value is compared', 'filter.tag', {
      passesTag: (_ctx, pair, { value }) => pair.tags.some((tag) => tag.value === value),
    })],
  ['tag-ascii-only', 'a tag with a value beyond ASCII finds nothing', 'history.describe.ways-agree',
    at('describe', 'passesTag', always, (right, ctx, pair, tag) =>
      /^[\x00-\x7f]*$/.test(tag.value) && right(ctx, pair, tag)), { kind: 'between' }],
  ['any-tag', 'a key pair is shown when it has one of the tags asked for', 'filter.tags-together',
    perServer(({ describe, tags }) =>
      at('describe', 'passesTags', always, (_right, ctx, pair) => {
        const asked = tags.requested(ctx);
        return asked.length === 0 || asked.some((tag) => describe.passesTag(ctx, pair, tag));
      }))],
  ['first-tag', 'of the tags asked for only the first counts', 'filter.tags-together',
    perServer(({ describe, tags }) =>
      at('describe', 'passesTags', always, (_right, ctx, pair) => tags
        .requested(ctx)
        .slice(0, 1)
        .every((tag) => describe.passesTag(ctx, pair, tag))))],
  ['two-tags', 'of the tags asked for only the first two count', 'filter.tags-together',
    perServer(({ describe, tags }) =>
      at('describe', 'passesTags', always, (_right, ctx, pair) => tags
        .requested(ctx)
        .slice(0, 2)
        .every((tag) => describe.passesTag(ctx, pair, tag))))],
  ['last-tag', 'of the tags asked for only the last counts', 'filter.tags-together',
    perServer(({ describe, tags }) =>
      at('describe', 'passesTags', always, (_right, ctx, pair) => tags
        .requested(ctx)
        .slice(-1)
        .every((tag) => describe.passesTag(ctx, pair, tag))))],
]);
