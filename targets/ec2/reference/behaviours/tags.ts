import { characters, type TagsOf } from '../../../reference/behaviours/tags.ts';
import type { KeyPair, Tag } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** One TagSpecification of a request. */
export interface TagSpecification {
  readonly resourceType: string | undefined;
  readonly tags: readonly Tag[];
}

/** The labels of new key pairs. Nearly all refusals are inferred from other EC2 actions. */
export interface TagsBehaviours extends TagsOf<Context> {
  /** The tag specifications of the request. */
  requested(ctx: Context): readonly TagSpecification[];
  /** Refuses a specification without a resource type, or for another one. */
  resourceType(ctx: Context, specification: TagSpecification): Refusal | undefined;
  /** Refuses a specification without tags. */
  noTags(ctx: Context, specification: TagSpecification): Refusal | undefined;
  /** Refuses characters that no response could carry. */
  unwritable(ctx: Context, tag: Tag): Refusal | undefined;
  /** Checks on each tag by itself. */
  refuseAny(ctx: Context, tags: readonly Tag[]): Refusal | undefined;
  /** A key pair after CreateTags or DeleteTags with these tags. */
  retagged(ctx: Context, pair: KeyPair, given: readonly Tag[]): KeyPair;
}

/** EC2's tags. */
export const correctTags: TagsBehaviours = {
  requested: (ctx) =>
    ctx.parameters.indexes('TagSpecification').map((index) => {
      const prefix = `TagSpecification.${index}`;
      return {
        resourceType: ctx.parameters.get(`${prefix}.ResourceType`),
        tags: ctx.parameters.indexes(`${prefix}.Tag`).map((number) => ({
          key: ctx.parameters.get(`${prefix}.Tag.${number}.Key`) ?? '',
          value: ctx.parameters.get(`${prefix}.Tag.${number}.Value`) ?? '',
        })),
      };
    }),

  resourceType(_ctx, { resourceType }) {
    if (resourceType === 'key-pair') return undefined;
    return refusal(
      'InvalidParameterValue',
      (resourceType ?? '') === ''
        ? 'Tag specification resource type must have a value'
        : `'${resourceType}' is not a valid taggable resource type for this operation.`,
    );
  },

  noTags: (_ctx, { tags }) =>
    tags.length === 0
      ? refusal('InvalidParameterValue', 'Tag specification must have at least one tag')
      : undefined,

  emptyKey: (_ctx, { key }) =>
    key === ''
      ? refusal(
          'InvalidParameterValue',
          "Value ( '' ) for parameter Tag key is invalid. Tag key cannot be null or empty.",
        )
      : undefined,

  reservedKey: (_ctx, { key }) =>
    key.startsWith('aws:')
      ? refusal('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use")
      : undefined,

  // The model says 127, the user guide 128; the longer is the safer reading.
  maximumKeyLength: () => 128,

  keyTooLong(ctx, { key }) {
    const maximum = ctx.behaviours.tags.maximumKeyLength(ctx);
    return characters(key) > maximum
      ? refusal('InvalidParameterValue', `Tag key exceeds the maximum length of ${maximum} characters`)
      : undefined;
  },

  maximumValueLength: () => 256,

  valueTooLong(ctx, { value }) {
    const maximum = ctx.behaviours.tags.maximumValueLength(ctx);
    return characters(value) > maximum
      ? refusal('InvalidParameterValue', `Tag value exceeds the maximum length of ${maximum} characters`)
      : undefined;
  },

  unwritable: (_ctx, { key, value }) =>
    /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(key + value)
      ? refusal('InvalidParameterValue', 'Tag keys and values must not contain control characters')
      : undefined,

  duplicateKey(_ctx, tags) {
    const seen = new Set<string>();
    for (const { key } of tags) {
      if (seen.has(key)) return refusal('InvalidParameterValue', `Duplicate tag key '${key}' specified.`);
      seen.add(key);
    }
    return undefined;
  },

  maximumCount: () => 50,

  tooMany(ctx, tags) {
    const maximum = ctx.behaviours.tags.maximumCount(ctx);
    return tags.length > maximum
      ? refusal('TagLimitExceeded', `The resultant tag set must not have more than ${maximum} user tags.`)
      : undefined;
  },

  refuse(ctx) {
    const rules = ctx.behaviours.tags;
    const specifications = rules.requested(ctx);
    const tags = specifications.flatMap((specification) => specification.tags);
    return firstRefusal(
      ...specifications.flatMap((specification) => [
        () => rules.resourceType(ctx, specification),
        () => rules.noTags(ctx, specification),
      ]),
      () => rules.refuseAny(ctx, tags),
      () => rules.duplicateKey(ctx, tags),
      () => rules.tooMany(ctx, tags),
    );
  },

  refuseAny(ctx, tags) {
    const rules = ctx.behaviours.tags;
    return firstRefusal(
      ...tags.flatMap((tag) => [
        () => rules.emptyKey(ctx, tag),
        () => rules.reservedKey(ctx, tag),
        () => rules.keyTooLong(ctx, tag),
        () => rules.valueTooLong(ctx, tag),
        () => rules.unwritable(ctx, tag),
      ]),
    );
  },

  // Observed: the other tags and the create time stay (ST-P 29 to 32).
  retagged(ctx, pair, given) {
    const others = pair.tags.filter(({ key }) => given.every((tag) => tag.key !== key));
    return { ...pair, tags: ctx.action === 'DeleteTags' ? others : [...others, ...given] };
  },

  stored: (ctx) => ctx.behaviours.tags.requested(ctx).flatMap((specification) => specification.tags),

  // Observed: the order of the request is not kept.
  answered: (_ctx, tags) => tags.toReversed(),
};
