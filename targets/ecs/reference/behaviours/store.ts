import {
  countedQuota,
  type DuplicatesOf,
  type QuotaOf,
  type StoreOf,
  storePerRegion,
} from '../../../reference/behaviours/store.ts';
import type { Context, EcsKeyPair } from '../context.ts';
import { type Refusal, refusal } from '../outcome.ts';

export type DuplicatesBehaviours = DuplicatesOf<Context>;
export type QuotaBehaviours = QuotaOf<Context>;
export type StoreBehaviours = StoreOf<Context, EcsKeyPair>;

/** Which resource groups a key pair can be in. */
export interface ResourceGroupsBehaviours {
  /** Refuses a resource group that does not exist. */
  unknown(ctx: Context): Refusal | undefined;
  /** The resource group a new pair gets; empty for none. */
  stored(ctx: Context): string;
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
  ...countedQuota<Context, EcsKeyPair>(),

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

export const correctStore: StoreBehaviours = storePerRegion<Context, EcsKeyPair>();
