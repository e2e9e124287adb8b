import type { Context, EcsKeyPair } from '../context.ts';

/** How a describe is cut into pages. */
export interface PagingBehaviours {
  /** The page of a request that names none. */
  defaultNumber(ctx: Context): number;
  /** The page size of a request that names none. */
  defaultSize(ctx: Context): number;
  /** The greatest page size. */
  maximumSize(ctx: Context): number;
  /** Whether the page that is asked for can be one. */
  isNumber(ctx: Context): boolean;
  /** Whether the page size that is asked for can be one. */
  isSize(ctx: Context): boolean;
  /** The page of the answer, counted from 1. */
  number(ctx: Context): number;
  /** The page size of the answer. */
  size(ctx: Context): number;
  /** The pairs of the page; beyond the last one there are none. */
  page(ctx: Context, pairs: readonly EcsKeyPair[]): readonly EcsKeyPair[];
  /** The number of pairs on all pages. */
  total(ctx: Context, pairs: readonly EcsKeyPair[], page: readonly EcsKeyPair[]): number;
}

/** A whole number as it is written; undefined when the parameter is absent or empty, NaN when it is something else. */
function numberOf(ctx: Context, name: string): number | undefined {
  const text = ctx.parameters.get(name) ?? '';
  if (text === '') return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

/** ECS's pages: 10 pairs unless asked otherwise, 50 at most. Inferred: what refuses a number outside. */
export const correctPaging: PagingBehaviours = {
  defaultNumber: () => 1,

  defaultSize: () => 10,

  maximumSize: () => 50,

  isNumber(ctx) {
    const number = numberOf(ctx, 'PageNumber');
    return number === undefined || number >= 1;
  },

  isSize(ctx) {
    const size = numberOf(ctx, 'PageSize');
    return size === undefined || (size >= 1 && size <= ctx.behaviours.paging.maximumSize(ctx));
  },

  number: (ctx) => numberOf(ctx, 'PageNumber') ?? ctx.behaviours.paging.defaultNumber(ctx),

  size: (ctx) => numberOf(ctx, 'PageSize') ?? ctx.behaviours.paging.defaultSize(ctx),

  page(ctx, pairs) {
    const { paging } = ctx.behaviours;
    const start = (paging.number(ctx) - 1) * paging.size(ctx);
    return pairs.slice(start, start + paging.size(ctx));
  },

  total: (_ctx, pairs) => pairs.length,
};
