import type { KeyPair, KeyPairStore, RegionStores } from '../../store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** Whether a name is free. */
export interface DuplicatesBehaviours {
  /** Refuses a name that a key pair of the region has. */
  refuse(ctx: Context, name: string): Refusal | undefined;
}

/** How many key pairs a region holds. */
export interface QuotaBehaviours {
  /** The greatest number of key pairs in a region. */
  limit(ctx: Context): number;
  /** How many of them are used. */
  used(ctx: Context): number;
  /** Refuses one more when the region is full. */
  refuse(ctx: Context): Refusal | undefined;
}

/** Where key pairs live. */
export interface StoreBehaviours {
  /** The store of a region. */
  ofRegion(regions: RegionStores, region: string): KeyPairStore;
  /**
   * Takes a new pair in, or refuses it. This is the one place where a race can be won or lost: an implementation
   * that awaits between looking and putting lets two pairs of one name in.
   */
  insert(ctx: Context, pair: KeyPair): Refusal | undefined | Promise<Refusal | undefined>;
  /** The pair of this name. */
  byName(ctx: Context, name: string): KeyPair | undefined;
  /** The pair of this id. */
  byId(ctx: Context, id: string): KeyPair | undefined;
  /** All pairs of the region. */
  all(ctx: Context): KeyPair[];
  /** Takes a pair out. */
  remove(ctx: Context, pair: KeyPair): void;
}

/** One pair per name and region. */
export const correctDuplicates: DuplicatesBehaviours = {
  refuse: (ctx, name) =>
    ctx.behaviours.store.byName(ctx, name) === undefined
      ? undefined
      : refusal('InvalidKeyPair.Duplicate', 'The keypair already exists'),
};

/** EC2's quota per region; the message was seen second hand, its status is inferred. */
export const correctQuota: QuotaBehaviours = {
  limit: (ctx) => ctx.service.keyPairsPerRegion,

  used: (ctx) => ctx.store.size,

  refuse(ctx) {
    const limit = ctx.behaviours.quota.limit(ctx);
    if (ctx.behaviours.quota.used(ctx) < limit) return undefined;
    return refusal('KeyPairLimitExceeded', `Maximum of ${limit} keypairs reached.`);
  },
};

/** A store per region; looking and putting are one synchronous step. */
export const correctStore: StoreBehaviours = {
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

  byId: (ctx, id) => ctx.store.byId(id),

  all: (ctx) => ctx.store.all(),

  remove: (ctx, pair) => ctx.store.remove(pair.id),
};
