import type { Tag } from '../../../reference/store.ts';
import type { Context, EcsKeyPair } from '../context.ts';
import type { Fields, Refusal, Value } from '../outcome.ts';

/** The members of each answer, in their order. */
export interface ResponsesBehaviours {
  /** A CreateKeyPair answer without its RequestId. */
  created(ctx: Context, pair: EcsKeyPair, material: string): Fields;
  /** An ImportKeyPair answer without its RequestId. */
  imported(ctx: Context, pair: EcsKeyPair): Fields;
  /** One item of a DescribeKeyPairs answer. */
  describedItem(ctx: Context, pair: EcsKeyPair): Fields;
  /** The tags of a described item. */
  describedTags(ctx: Context, tags: readonly Tag[]): Fields;
  /** A DescribeKeyPairs answer without its RequestId. `pairs` are those of all pages, `page` those of this one. */
  described(ctx: Context, pairs: readonly EcsKeyPair[], page: readonly EcsKeyPair[]): Fields;
  /** A DeleteKeyPairs answer without its RequestId. */
  deleted(ctx: Context): Fields;
  /** A list: a wrapper around the members under one name. */
  list(ctx: Context, name: string, members: readonly Value[]): Fields;
  /** The host that answers, in refusals. */
  hostId(ctx: Context): string;
  /** Where help for a refusal stands; undefined leaves it out. */
  recommend(ctx: Context, refused: Refusal): string | undefined;
  /** A refusal without its RequestId. */
  refused(ctx: Context, refused: Refusal): Fields;
  /** The RequestId of an answer; none leaves it out. */
  requestId(ctx: Context): Fields;
}

/** ECS's answers. */
export const correctResponses: ResponsesBehaviours = {
  created: (_ctx, pair, material) => ({
    KeyPairId: pair.id,
    KeyPairName: pair.name,
    KeyPairFingerPrint: pair.fingerprint,
    PrivateKeyBody: material,
  }),

  // Documented: an import does not tell the id.
  imported: (_ctx, pair) => ({
    KeyPairName: pair.name,
    KeyPairFingerPrint: pair.fingerprint,
  }),

  describedItem(ctx, pair) {
    const { clock, describe, fingerprints, keyMaterial, responses, tags } = ctx.behaviours;
    return {
      KeyPairName: pair.name,
      KeyPairFingerPrint: fingerprints.described(ctx, pair),
      CreationTime: clock.timestamp(ctx, pair.createdAt),
      ResourceGroupId: pair.resourceGroup,
      ...(describe.includesPublicKey(ctx) ? { PublicKey: keyMaterial.describedPublicKey(ctx, pair) } : {}),
      Tags: responses.describedTags(ctx, tags.answered(ctx, pair.tags)),
    };
  },

  describedTags: (ctx, tags) =>
    ctx.behaviours.responses.list(
      ctx,
      'Tag',
      tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    ),

  described(ctx, pairs, page) {
    const { paging, responses } = ctx.behaviours;
    const items = page.map((pair) => responses.describedItem(ctx, pair));
    return {
      PageNumber: paging.number(ctx),
      PageSize: paging.size(ctx),
      TotalCount: paging.total(ctx, pairs, page),
      KeyPairs: responses.list(ctx, 'KeyPair', items),
    };
  },

  deleted: () => ({}),

  list: (_ctx, name, members) => ({ [name]: members }),

  hostId: (ctx) => ctx.request.headers.host ?? '',

  recommend: (ctx, { code }) =>
    `https://api.alibabacloud.com/troubleshoot?q=${encodeURIComponent(code)}&product=Ecs&requestId=${ctx.requestId}`,

  refused(ctx, refused) {
    const { responses } = ctx.behaviours;
    const recommend = responses.recommend(ctx, refused);
    return {
      HostId: responses.hostId(ctx),
      Code: refused.code,
      Message: refused.message,
      ...(recommend === undefined ? {} : { Recommend: recommend }),
    };
  },

  requestId: (ctx) => ({ RequestId: ctx.requestId }),
};
