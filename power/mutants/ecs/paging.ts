import type { Context, EcsKeyPair } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import { always, at, perServer, table } from './table.ts';

const isFiltered = (ctx: Context): boolean => (ctx.parameters.get('KeyPairName') ?? '') !== '';
const isNumbered = (ctx: Context): boolean => (ctx.parameters.get('PageNumber') ?? '') !== '';
const isSized = (ctx: Context): boolean => (ctx.parameters.get('PageSize') ?? '') !== '';

/** Faults of the pages of a describe. */
// biome-ignore format: a row is a mutant
export const PAGING_MUTANTS: readonly EcsMutant[] = table('paging', [
  ['default-9', 'a page has 9 key pairs unless told otherwise', 'paging.describe.default-size',
    at('paging', 'defaultSize', always, () => 9)],
  ['default-11', 'a page has 11 key pairs unless told otherwise', 'paging.describe.default-size',
    at('paging', 'defaultSize', always, () => 11)],
  ['default-everything', 'a describe without a page size is not cut into pages',
    'paging.describe.default-size',
    at('paging', 'page', always, (right, ctx, pairs) => (isSized(ctx) ? right(ctx, pairs) : pairs))],
  ['maximum-49', 'a page size of 50 is refused', 'paging.describe.maximum',
    at('paging', 'maximumSize', always, () => 49)],
  ['maximum-cut-to-49', 'a page of size 50 has 49 key pairs', 'paging.describe.maximum',
    at('paging', 'page', always, (right, ctx, pairs) => right(ctx, pairs).slice(0, 49))],
  ['maximum-51', 'a page may have 51 key pairs', 'paging.describe.above-maximum',
    at('paging', 'maximumSize', always, () => 51)],
  ['maximum-none', 'a page may have any number of key pairs', 'paging.describe.above-maximum',
    at('paging', 'maximumSize', always, () => Number.POSITIVE_INFINITY)],
  ['first-page-only', 'the page number is ignored, and every page is the first', 'paging.describe.last-page',
    at('paging', 'page', always, (_right, ctx, pairs) => pairs.slice(0, ctx.behaviours.paging.size(ctx)))],
  ['counted-from-zero', 'page 1 is the second', 'paging.describe.every-once',
    perServer(({ paging }) =>
      at('paging', 'page', always, (_right, ctx, pairs) => {
        const start = (isNumbered(ctx) ? paging.number(ctx) : 0) * paging.size(ctx);
        return pairs.slice(start, start + paging.size(ctx));
      }))],
  ['pages-overlap', 'every page begins with the last key pair of the page before',
    'paging.describe.every-once',
    perServer(({ paging }) =>
      at('paging', 'page', always, (_right, ctx, pairs) => {
        const start = Math.max(0, (paging.number(ctx) - 1) * paging.size(ctx) - 1);
        return pairs.slice(start, start + paging.size(ctx));
      }))],
  ['pages-skip', 'one key pair between two pages is shown on neither', 'paging.describe.every-once',
    perServer(({ paging }) =>
      at('paging', 'page', always, (_right, ctx, pairs) => {
        const start = (paging.number(ctx) - 1) * (paging.size(ctx) + 1);
        return pairs.slice(start, start + paging.size(ctx));
      }))],
  ['size-ignored', 'the page size is ignored, and every page has 10 key pairs', 'paging.describe.every-once',
    at('paging', 'size', always, (_right, ctx) => ctx.behaviours.paging.defaultSize(ctx))],
  ['one-more', 'a page has one key pair more than its size', 'paging.describe.every-once',
    perServer(({ paging }) =>
      at('paging', 'page', always, (_right, ctx, pairs) => {
        const start = (paging.number(ctx) - 1) * paging.size(ctx);
        return pairs.slice(start, start + paging.size(ctx) + 1);
      }))],
  ['order-turns', 'the order of the key pairs is another in every describe', 'paging.describe.every-once',
    perServer(() => {
      let turn = 0;
      return at('describe', 'order', always, (_right, _ctx, pairs) => {
        turn += 1;
        return turn % 2 === 0 ? pairs : [...pairs].reverse();
      });
    })],
  ['default-page-2', 'the second page is shown where only the size is given', 'paging.describe.default-page',
    at('paging', 'defaultNumber', always, (_right, ctx) => (isSized(ctx) ? 2 : 1))],
  ['default-page-last', 'the last page is shown unless told otherwise', 'paging.describe.default-page',
    at('paging', 'page', always, (right, ctx, pairs) =>
      isNumbered(ctx) ? right(ctx, pairs) : pairs.slice(-ctx.behaviours.paging.size(ctx)))],
  ['last-page-filled', 'the last page is filled up with key pairs of the page before',
    'paging.describe.last-page',
    perServer(({ paging }) =>
      at('paging', 'page', always, (right, ctx, pairs) => {
        const page = right(ctx, pairs);
        return page.length > 0 && page.at(-1) === pairs.at(-1) ? pairs.slice(-paging.size(ctx)) : page;
      }))],
  ['last-page-lost', 'a page that would not be full is empty', 'paging.describe.last-page',
    perServer(({ paging }) =>
      at('paging', 'page', always, (right, ctx, pairs) => {
        const page = right(ctx, pairs);
        return paging.number(ctx) > 1 && page.length < paging.size(ctx) ? [] : page;
      }))],
  ['beyond-repeats', 'pages after the last show the last again', 'paging.describe.last-page',
    at('paging', 'page', always, (right, ctx, pairs) => lastOr(right(ctx, pairs), pairs))],
  ['far-page-wraps', 'pages far behind the last begin anew', 'paging.describe.far-page',
    at('paging', 'page', (ctx) => ctx.behaviours.paging.number(ctx) > 100, (_right, ctx, pairs) =>
      pairs.slice(0, ctx.behaviours.paging.size(ctx)))],
  ['beyond-refused', 'a page after the last is refused', 'paging.describe.last-page',
    at('describe', 'refuse', always, (right, ctx) =>
      right(ctx) ??
      ((ctx.behaviours.paging.number(ctx) - 1) * ctx.behaviours.paging.size(ctx) >=
      Math.max(1, ctx.behaviours.describe.selected(ctx).length)
        ? refusal('InvalidParameter', 'There is no such page.')
        : undefined))],
  ['total-of-page', 'the total number is that of the page', 'paging.describe.total',
    at('paging', 'total', always, (_right, _ctx, _pairs, page) => page.length)],
  ['total-of-region', 'the total number is that of the region, whatever fits', 'paging.describe.total',
    at('paging', 'total', always, (_right, ctx) => ctx.behaviours.store.all(ctx).length)],
  ['total-beside-fingerprint', 'the total number is that of the region where a fingerprint is asked for',
    'paging.describe.total',
    at('paging', 'total', (ctx) => (ctx.parameters.get('KeyPairFingerPrint') ?? '') !== '', (_right, ctx) =>
      ctx.behaviours.store.all(ctx).length)],
  ['total-beside-tags', 'the total number is that of the region where tags are asked for',
    'paging.describe.total',
    at('paging', 'total', (ctx) => ctx.parameters.indexes('Tag').length > 0, (_right, ctx) =>
      ctx.behaviours.store.all(ctx).length)],
  ['total-of-pages', 'the total number counts pages', 'paging.describe.total',
    at('paging', 'total', always, (_right, ctx, pairs) =>
      Math.ceil(pairs.length / ctx.behaviours.paging.size(ctx)))],
  ['total-off-by-one', 'the total number is one too small', 'paging.describe.total',
    at('paging', 'total', always, (_right, _ctx, pairs) => Math.max(0, pairs.length - 1))],
  ['list-without-newest', 'a describe of the whole region leaves the newest key pair out',
    'paging.describe.whole-region',
    at('describe', 'selected', always, (right, ctx) => {
      const pairs = right(ctx);
      return isFiltered(ctx) ? pairs : pairs.slice(0, -1);
    })],
]);

function lastOr(page: readonly EcsKeyPair[], pairs: readonly EcsKeyPair[]): readonly EcsKeyPair[] {
  return page.length === 0 ? pairs.slice(-1) : page;
}
