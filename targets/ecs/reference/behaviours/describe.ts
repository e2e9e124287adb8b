import type { Tag } from '../../../reference/store.ts';
import type { Context, EcsKeyPair } from '../context.ts';
import { firstRefusal, type Refusal } from '../outcome.ts';
import { invalidParameter } from './protocol.ts';

/** Which key pairs a describe is about. Every filter must pass; an absent or empty one passes everything. */
export interface DescribeBehaviours {
  /** Makes the test for a name, which may have a star at its beginning, its end or both. */
  nameMatcher(ctx: Context, pattern: string): (name: string) => boolean;
  /** Whether a pair has the name that is asked for. */
  passesName(ctx: Context, pair: EcsKeyPair): boolean;
  /** Whether a pair has the fingerprint that is asked for. */
  passesFingerprint(ctx: Context, pair: EcsKeyPair): boolean;
  /** Whether a pair has one of the tags that are asked for. */
  passesTag(ctx: Context, pair: EcsKeyPair, tag: Tag): boolean;
  /** Whether a pair has the tags that are asked for. */
  passesTags(ctx: Context, pair: EcsKeyPair): boolean;
  /** Whether a pair is in the resource group that is asked for. */
  passesResourceGroup(ctx: Context, pair: EcsKeyPair): boolean;
  /** Whether a pair passes, given the result of each filter. */
  every(ctx: Context, results: readonly boolean[]): boolean;
  /** All checks of a describe. */
  refuse(ctx: Context): Refusal | undefined;
  /** The pairs of the region that pass, on all pages together. */
  selected(ctx: Context): readonly EcsKeyPair[];
  /** The order of the answer. */
  order(ctx: Context, pairs: readonly EcsKeyPair[]): readonly EcsKeyPair[];
  /** Whether the public keys are wanted. */
  includesPublicKey(ctx: Context): boolean;
}

/** ECS's lookups: a name that no pair has is no error. */
export const correctDescribe: DescribeBehaviours = {
  // Inferred: a star between other characters means itself.
  nameMatcher(_ctx, pattern) {
    const before = pattern.startsWith('*');
    const after = pattern.length > 1 && pattern.endsWith('*');
    const part = pattern.slice(before ? 1 : 0, after ? -1 : undefined);
    if (before && after) return (name) => name.includes(part);
    if (before) return (name) => name.endsWith(part);
    if (after) return (name) => name.startsWith(part);
    return (name) => name === part;
  },

  passesName(ctx, pair) {
    const pattern = ctx.parameters.get('KeyPairName') ?? '';
    return pattern === '' || ctx.behaviours.describe.nameMatcher(ctx, pattern)(pair.name);
  },

  passesFingerprint(ctx, pair) {
    const fingerprint = ctx.parameters.get('KeyPairFingerPrint') ?? '';
    return fingerprint === '' || ctx.behaviours.fingerprints.described(ctx, pair) === fingerprint;
  },

  // Inferred: a tag without a value stands for every value of its key.
  passesTag: (_ctx, pair, { key, value }) =>
    pair.tags.some((tag) => tag.key === key && (value === '' || tag.value === value)),

  passesTags: (ctx, pair) =>
    ctx.behaviours.tags.requested(ctx).every((tag) => ctx.behaviours.describe.passesTag(ctx, pair, tag)),

  passesResourceGroup(ctx, pair) {
    const group = ctx.parameters.get('ResourceGroupId') ?? '';
    return group === '' || pair.resourceGroup === group;
  },

  every: (_ctx, results) => !results.includes(false),

  refuse(ctx) {
    const { protocol, paging } = ctx.behaviours;
    return firstRefusal(
      () => protocol.invalidBoolean(ctx, 'IncludePublicKey'),
      () => (paging.isNumber(ctx) ? undefined : invalidParameter('PageNumber')),
      () => (paging.isSize(ctx) ? undefined : invalidParameter('PageSize')),
    );
  },

  selected(ctx) {
    const { describe, store } = ctx.behaviours;
    return store
      .all(ctx)
      .filter((pair) =>
        describe.every(ctx, [
          describe.passesName(ctx, pair),
          describe.passesFingerprint(ctx, pair),
          describe.passesTags(ctx, pair),
          describe.passesResourceGroup(ctx, pair),
        ]),
      );
  },

  // Inferred: the order of creation; all that pages need is one that stays.
  order: (_ctx, pairs) => pairs,

  includesPublicKey: (ctx) => ctx.behaviours.protocol.boolean(ctx, 'IncludePublicKey'),
};
