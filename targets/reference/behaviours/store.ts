import { firstRefusal, type Refusal } from '../outcome.ts';
import type { KeyPairStore, RegionStores, Stored } from '../store.ts';

/** Whether a name is free. */
export interface DuplicatesOf<Context> {
  /** Refuses a name that a key pair of the region has. */
  refuse(ctx: Context, name: string): Refusal | undefined;
}

/** How many key pairs a region holds. */
export interface QuotaOf<Context> {
  /** The greatest number of key pairs in a region. */
  limit(ctx: Context): number;
  /** How many of them are used. */
  used(ctx: Context): number;
  /** Refuses one more when the region is full. */
  refuse(ctx: Context): Refusal | undefined;
}

/** Where key pairs live. */
export interface StoreOf<Context, Pair extends Stored> {
  /** The store of a region. */
  ofRegion(regions: RegionStores<Pair>, region: string): KeyPairStore<Pair>;
  /**
   * Takes a new pair in, or refuses it. This is the one place where a race can be won or lost: an implementation
   * that awaits between looking and putting lets two pairs of one name in.
   */
  insert(ctx: Context, pair: Pair): Refusal | undefined | Promise<Refusal | undefined>;
  /** The pair of this name. */
  byName(ctx: Context, name: string): Pair | undefined;
  /** All pairs of the region. */
  all(ctx: Context): Pair[];
  /** Takes a pair out. */
  remove(ctx: Context, pair: Pair): void;
}

/** What of a request these behaviours need. */
interface StoreContext<Context, Pair extends Stored> {
  readonly store: KeyPairStore<Pair>;
  readonly service: { readonly keyPairsPerRegion: number };
  readonly behaviours: {
    readonly names: { key(ctx: Context, name: string): string };
    readonly duplicates: DuplicatesOf<Context>;
    readonly quota: QuotaOf<Context>;
  };
}

/** A limit that the service is told, and every pair of the region counts. */
export function countedQuota<Context extends StoreContext<Context, Pair>, Pair extends Stored>(): Pick<
  QuotaOf<Context>,
  'limit' | 'used'
> {
  return {
    limit: (ctx) => ctx.service.keyPairsPerRegion,
    used: (ctx) => ctx.store.size,
  };
}

/** A store per region; looking and putting are one synchronous step. */
export function storePerRegion<
  Context extends StoreContext<Context, Pair>,
  Pair extends Stored & { readonly name: string },
>(): StoreOf<Context, Pair> {
  return {
    ofRegion: (regions, region) => regions.of(region),

    insert(ctx, pair) {
      const { duplicates, quota, names } = ctx.behaviours;
      const refused = firstRefusal(
        () => duplicates.refuse(ctx, pair.name),
        () => quota.refuse(ctx),
      );
      if (refused === undefined) ctx.store.put(names.key(ctx, pair.name), pair);
      return refused;
    },

    byName: (ctx, name) => ctx.store.byName(ctx.behaviours.names.key(ctx, name)),

    all: (ctx) => ctx.store.all(),

    remove: (ctx, pair) => ctx.store.remove(pair.id),
  };
}
