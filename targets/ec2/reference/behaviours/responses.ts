import type { KeyPair, Tag } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { leaf, type XmlNode } from '../outcome.ts';

/** The elements of each answer, in their order. */
export interface ResponsesBehaviours {
  /** The elements of a CreateKeyPair answer after requestId. */
  created(ctx: Context, pair: KeyPair, material: string): readonly XmlNode[];
  /** The elements of an ImportKeyPair answer after requestId. */
  imported(ctx: Context, pair: KeyPair): readonly XmlNode[];
  /** The elements of one item of a DescribeKeyPairs answer. */
  describedItem(ctx: Context, pair: KeyPair): readonly XmlNode[];
  /** The elements of a DescribeKeyPairs answer after requestId. */
  described(ctx: Context, items: readonly (readonly XmlNode[])[]): readonly XmlNode[];
  /** The elements of a DeleteKeyPair answer after requestId. */
  deleted(ctx: Context, pair: KeyPair | undefined): readonly XmlNode[];
  /** The tagSet of an answer to a create or import; none when there are no tags. */
  newTagSet(ctx: Context, tags: readonly Tag[]): readonly XmlNode[];
  /** The tagSet of a described item; there also when it is empty. */
  describedTagSet(ctx: Context, tags: readonly Tag[]): readonly XmlNode[];
}

function tagSet(ctx: Context, tags: readonly Tag[]): XmlNode {
  const ordered = ctx.behaviours.tags.answered(ctx, tags);
  return ctx.behaviours.xml.list(
    ctx,
    'tagSet',
    ordered.map(({ key, value }) => [leaf('key', key), leaf('value', value)]),
  );
}

/** EC2's answers, in the order that was recorded. */
export const correctResponses: ResponsesBehaviours = {
  created: (ctx, pair, material) => [
    leaf('keyName', pair.name),
    leaf('keyFingerprint', pair.fingerprint),
    leaf('keyMaterial', material),
    leaf('keyPairId', pair.id),
    ...ctx.behaviours.responses.newTagSet(ctx, pair.tags),
  ],

  imported: (ctx, pair) => [
    leaf('keyName', pair.name),
    leaf('keyPairId', pair.id),
    leaf('keyFingerprint', pair.fingerprint),
    ...ctx.behaviours.responses.newTagSet(ctx, pair.tags),
  ],

  describedItem(ctx, pair) {
    const { describe, keyMaterial, fingerprints, clock, responses } = ctx.behaviours;
    return [
      leaf('keyName', pair.name),
      leaf('keyPairId', pair.id),
      leaf('keyFingerprint', fingerprints.described(ctx, pair)),
      leaf('keyType', pair.type),
      ...(describe.includesPublicKey(ctx)
        ? [leaf('publicKey', keyMaterial.describedPublicKey(ctx, pair))]
        : []),
      leaf('createTime', clock.timestamp(ctx, pair.createdAt)),
      ...responses.describedTagSet(ctx, pair.tags),
    ];
  },

  described: (ctx, items) => [ctx.behaviours.xml.list(ctx, 'keySet', items)],

  deleted(ctx, pair) {
    const { deletion, xml } = ctx.behaviours;
    const id = deletion.answeredId(ctx, pair);
    return [
      leaf('return', xml.boolean(ctx, deletion.returned(ctx, pair))),
      ...(id === undefined ? [] : [leaf('keyPairId', id)]),
    ];
  },

  newTagSet: (ctx, tags) => (tags.length === 0 ? [] : [tagSet(ctx, tags)]),

  describedTagSet: (ctx, tags) => [tagSet(ctx, tags)],
};
