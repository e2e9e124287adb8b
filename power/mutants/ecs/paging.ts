import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsKeyPair } from '../../../targets/ecs/reference/pair.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';

const isFiltered = (ctx: Context): boolean => (ctx.parameters.get('KeyPairName') ?? '') !== '';
const isNumbered = (ctx: Context): boolean => (ctx.parameters.get('PageNumber') ?? '') !== '';
const isSized = (ctx: Context): boolean => (ctx.parameters.get('PageSize') ?? '') !== '';

/** Faults of the pages of a describe. */
export const PAGING_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('paging', {
  'default-9': {
    summary: 'a page has 9 key pairs unless told otherwise',
    mustBeKilledBy: 'paging.describe.default-size',
    fault: () => ({ paging: { defaultSize: () => 9 } }),
  },
  'default-11': {
    summary: 'a page has 11 key pairs unless told otherwise',
    mustBeKilledBy: 'paging.describe.default-size',
    fault: () => ({ paging: { defaultSize: () => 11 } }),
  },
  'default-everything': {
    summary: 'a describe without a page size is not cut into pages',
    mustBeKilledBy: 'paging.describe.default-size',
    fault: ({ paging }) => ({
      paging: { page: (ctx, pairs) => (isSized(ctx) ? paging.page(ctx, pairs) : pairs) },
    }),
  },
  'maximum-49': {
    summary: 'a page size of 50 is refused',
    mustBeKilledBy: 'paging.describe.maximum',
    fault: () => ({ paging: { maximumSize: () => 49 } }),
  },
  'maximum-cut-to-49': {
    summary: 'a page of size 50 has 49 key pairs',
    mustBeKilledBy: 'paging.describe.maximum',
    fault: ({ paging }) => ({ paging: { page: (ctx, pairs) => paging.page(ctx, pairs).slice(0, 49) } }),
  },
  'maximum-51': {
    summary: 'a page may have 51 key pairs',
    mustBeKilledBy: 'paging.describe.above-maximum',
    fault: () => ({ paging: { maximumSize: () => 51 } }),
  },
  'maximum-none': {
    summary: 'a page may have any number of key pairs',
    mustBeKilledBy: 'paging.describe.above-maximum',
    fault: () => ({ paging: { maximumSize: () => Number.POSITIVE_INFINITY } }),
  },
  'first-page-only': {
    summary: 'the page number is ignored, and every page is the first',
    mustBeKilledBy: 'paging.describe.last-page',
    fault: ({ paging }) => ({
      paging: { page: (ctx, pairs) => pairs.slice(0, paging.size(ctx)) },
    }),
  },
  'counted-from-zero': {
    summary: 'page 1 is the second',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const start = (isNumbered(ctx) ? paging.number(ctx) : 0) * paging.size(ctx);
          return pairs.slice(start, start + paging.size(ctx));
        },
      },
    }),
  },
  'pages-overlap': {
    summary: 'every page begins with the last key pair of the page before',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const start = Math.max(0, (paging.number(ctx) - 1) * paging.size(ctx) - 1);
          return pairs.slice(start, start + paging.size(ctx));
        },
      },
    }),
  },
  'pages-skip': {
    summary: 'one key pair between two pages is shown on neither',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const start = (paging.number(ctx) - 1) * (paging.size(ctx) + 1);
          return pairs.slice(start, start + paging.size(ctx));
        },
      },
    }),
  },
  'size-ignored': {
    summary: 'the page size is ignored, and every page has 10 key pairs',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: ({ paging }) => ({ paging: { size: (ctx) => paging.defaultSize(ctx) } }),
  },
  'one-more': {
    summary: 'a page has one key pair more than its size',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const start = (paging.number(ctx) - 1) * paging.size(ctx);
          return pairs.slice(start, start + paging.size(ctx) + 1);
        },
      },
    }),
  },
  'order-turns': {
    summary: 'the order of the key pairs is another in every describe',
    mustBeKilledBy: 'paging.describe.every-once',
    fault: () => {
      let turn = 0;
      return {
        describe: {
          order(_ctx, pairs) {
            turn += 1;
            return turn % 2 === 0 ? pairs : [...pairs].reverse();
          },
        },
      };
    },
  },
  'default-page-2': {
    summary: 'the second page is shown where only the size is given',
    mustBeKilledBy: 'paging.describe.default-page',
    fault: () => ({ paging: { defaultNumber: (ctx) => (isSized(ctx) ? 2 : 1) } }),
  },
  'default-page-last': {
    summary: 'the last page is shown unless told otherwise',
    mustBeKilledBy: 'paging.describe.default-page',
    fault: ({ paging }) => ({
      paging: {
        page: (ctx, pairs) => (isNumbered(ctx) ? paging.page(ctx, pairs) : pairs.slice(-paging.size(ctx))),
      },
    }),
  },
  'last-page-filled': {
    summary: 'the last page is filled up with key pairs of the page before',
    mustBeKilledBy: 'paging.describe.last-page',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const page = paging.page(ctx, pairs);
          return page.length > 0 && page.at(-1) === pairs.at(-1) ? pairs.slice(-paging.size(ctx)) : page;
        },
      },
    }),
  },
  'last-page-lost': {
    summary: 'a page that would not be full is empty',
    mustBeKilledBy: 'paging.describe.last-page',
    fault: ({ paging }) => ({
      paging: {
        page(ctx, pairs) {
          const page = paging.page(ctx, pairs);
          return paging.number(ctx) > 1 && page.length < paging.size(ctx) ? [] : page;
        },
      },
    }),
  },
  'beyond-repeats': {
    summary: 'pages after the last show the last again',
    mustBeKilledBy: 'paging.describe.last-page',
    fault: ({ paging }) => ({ paging: { page: (ctx, pairs) => lastOr(paging.page(ctx, pairs), pairs) } }),
  },
  'beyond-refused': {
    summary: 'a page after the last is refused',
    mustBeKilledBy: 'paging.describe.last-page',
    fault: ({ describe, paging }) => ({
      describe: {
        refuse: (ctx) =>
          describe.refuse(ctx) ??
          ((paging.number(ctx) - 1) * paging.size(ctx) >= Math.max(1, describe.selected(ctx).length)
            ? refusal('InvalidParameter', 'There is no such page.')
            : undefined),
      },
    }),
  },
  'total-of-page': {
    summary: 'the total number is that of the page',
    mustBeKilledBy: 'paging.describe.total',
    fault: () => ({ paging: { total: (_ctx, _pairs, page) => page.length } }),
  },
  'total-of-region': {
    summary: 'the total number is that of the region, whatever fits',
    mustBeKilledBy: 'paging.describe.total',
    fault: ({ store }) => ({ paging: { total: (ctx) => store.all(ctx).length } }),
  },
  'total-of-pages': {
    summary: 'the total number counts pages',
    mustBeKilledBy: 'paging.describe.total',
    fault: ({ paging }) => ({
      paging: { total: (ctx, pairs) => Math.ceil(pairs.length / paging.size(ctx)) },
    }),
  },
  'total-off-by-one': {
    summary: 'the total number is one too small',
    mustBeKilledBy: 'paging.describe.total',
    fault: () => ({ paging: { total: (_ctx, pairs) => Math.max(0, pairs.length - 1) } }),
  },
  'list-without-newest': {
    summary: 'a describe of the whole region leaves the newest key pair out',
    mustBeKilledBy: 'paging.describe.whole-region',
    fault: ({ describe }) => ({
      describe: {
        selected(ctx) {
          const pairs = describe.selected(ctx);
          return isFiltered(ctx) ? pairs : pairs.slice(0, -1);
        },
      },
    }),
  },
});

function lastOr(page: readonly EcsKeyPair[], pairs: readonly EcsKeyPair[]): readonly EcsKeyPair[] {
  return page.length === 0 ? pairs.slice(-1) : page;
}
