import {
  countedQuota,
  type DuplicatesOf,
  type QuotaOf,
  type StoreOf,
  storePerRegion,
} from '../../../reference/behaviours/store.ts';
import type { KeyPair } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { refusal } from '../outcome.ts';

export type DuplicatesBehaviours = DuplicatesOf<Context>;
export type QuotaBehaviours = QuotaOf<Context>;

/** Where key pairs live. */
export interface StoreBehaviours extends StoreOf<Context, KeyPair> {
  /** The pair of this id. */
  byId(ctx: Context, id: string): KeyPair | undefined;
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
  ...countedQuota<Context, KeyPair>(),

  refuse(ctx) {
    const limit = ctx.behaviours.quota.limit(ctx);
    if (ctx.behaviours.quota.used(ctx) < limit) return undefined;
    return refusal('KeyPairLimitExceeded', `Maximum of ${limit} keypairs reached.`);
  },
};

/** EC2 finds a key pair by its id as well. */
export const correctStore: StoreBehaviours = {
  ...storePerRegion<Context, KeyPair>(),

  byId: (ctx, id) => ctx.store.byId(id),
};
