import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';
import type { EcsKeyPair, EcsRegions, EcsStore } from '../pair.ts';

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

/** Which resource groups a key pair can be in. */
export interface ResourceGroupsBehaviours {
  /** Refuses a resource group that does not exist. */
  unknown(ctx: Context): Refusal | undefined;
  /** The resource group a new pair gets; empty for none. */
  stored(ctx: Context): string;
}

/** Where key pairs live. */
export interface StoreBehaviours {
  /** The store of a region. */
  ofRegion(regions: EcsRegions, region: string): EcsStore;
  /**
   * Takes a new pair in, or refuses it. This is the one place where a race can be won or lost: an implementation
   * that awaits between looking and putting lets two pairs of one name in.
   */
  insert(ctx: Context, pair: EcsKeyPair): Refusal | undefined | Promise<Refusal | undefined>;
  /** The pair of this name. */
  byName(ctx: Context, name: string): EcsKeyPair | undefined;
  /** All pairs of the region. */
  all(ctx: Context): EcsKeyPair[];
  /** Takes a pair out. */
  remove(ctx: Context, pair: EcsKeyPair): void;
}

/** One pair per name and region. Inferred: some texts say per account, but the quota is per region. */
export const correctDuplicates: DuplicatesBehaviours = {
  refuse: (ctx, name) =>
    ctx.behaviours.store.byName(ctx, name) === undefined
      ? undefined
      : refusal('KeyPair.AlreadyExist', 'The key pair already exist.'),
};

/** ECS's quota per region. */
export const correctQuota: QuotaBehaviours = {
  limit: (ctx) => ctx.service.keyPairsPerRegion,

  used: (ctx) => ctx.store.size,

  refuse: (ctx) =>
    ctx.behaviours.quota.used(ctx) < ctx.behaviours.quota.limit(ctx)
      ? undefined
      : refusal('QuotaExceed.KeyPair', 'The key pair quota exceeds.', 403),
};

/** The resource groups of the account. */
export const correctResourceGroups: ResourceGroupsBehaviours = {
  unknown(ctx) {
    const group = ctx.parameters.get('ResourceGroupId') ?? '';
    if (group === '' || ctx.service.resourceGroups.has(group)) return undefined;
    return refusal(
      'InvalidResourceGroup.NotFound',
      'The ResourceGroup provided does not exist in our records.',
      404,
    );
  },

  stored: (ctx) => ctx.parameters.get('ResourceGroupId') ?? '',
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

  all: (ctx) => ctx.store.all(),

  remove: (ctx, pair) => ctx.store.remove(pair.id),
};
