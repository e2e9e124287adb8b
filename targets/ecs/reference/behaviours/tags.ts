import { characters, type TagsOf } from '../../../reference/behaviours/tags.ts';
import type { Tag } from '../../../reference/store.ts';
import type { Context } from '../context.ts';
import { firstRefusal, type Refusal, refusal } from '../outcome.ts';

/** The labels of new key pairs. */
export interface TagsBehaviours extends TagsOf<Context> {
  /** The tags of the request. */
  requested(ctx: Context): readonly Tag[];
  /** The refusal of a key. */
  malformedKey(ctx: Context): Refusal;
  /** The refusal of a value. */
  malformedValue(ctx: Context): Refusal;
  /** What a key may not begin with. */
  reservedKeyPrefixes(ctx: Context): readonly string[];
  /** What a value may not begin with. */
  reservedValuePrefixes(ctx: Context): readonly string[];
  /** Refuses a value of the service's own. */
  reservedValue(ctx: Context, tag: Tag): Refusal | undefined;
  /** Whether a text has an address in it. */
  holdsAddress(ctx: Context, text: string): boolean;
  /** Refuses a key with an address in it. */
  addressInKey(ctx: Context, tag: Tag): Refusal | undefined;
  /** Refuses a value with an address in it. */
  addressInValue(ctx: Context, tag: Tag): Refusal | undefined;
}

function beginsWithOneOf(text: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => text.startsWith(prefix));
}

/** ECS's tags: at most 20, keys of 1 to 128 characters, values of up to 128. */
export const correctTags: TagsBehaviours = {
  requested: (ctx) =>
    ctx.parameters.indexes('Tag').map((index) => ({
      key: ctx.parameters.get(`Tag.${index}.Key`) ?? '',
      value: ctx.parameters.get(`Tag.${index}.Value`) ?? '',
    })),

  malformedKey: () => refusal('InvalidTagKey.Malformed', 'The specified Tag.n.Key is not valid.'),

  malformedValue: () => refusal('InvalidTagValue.Malformed', 'The specified Tag.n.Value is not valid.'),

  emptyKey: (ctx, { key }) => (key === '' ? ctx.behaviours.tags.malformedKey(ctx) : undefined),

  reservedKeyPrefixes: () => ['aliyun', 'acs:'],

  reservedKey(ctx, { key }) {
    const { tags } = ctx.behaviours;
    return beginsWithOneOf(key, tags.reservedKeyPrefixes(ctx)) ? tags.malformedKey(ctx) : undefined;
  },

  // Documented for CreateKeyPair; the page of ImportKeyPair has no such rule.
  reservedValuePrefixes: (ctx) => (ctx.action === 'CreateKeyPair' ? ['acs:'] : []),

  reservedValue(ctx, { value }) {
    const { tags } = ctx.behaviours;
    return beginsWithOneOf(value, tags.reservedValuePrefixes(ctx)) ? tags.malformedValue(ctx) : undefined;
  },

  holdsAddress: (_ctx, text) => /https?:\/\//.test(text),

  addressInKey: (ctx, { key }) =>
    ctx.behaviours.tags.holdsAddress(ctx, key) ? ctx.behaviours.tags.malformedKey(ctx) : undefined,

  addressInValue: (ctx, { value }) =>
    ctx.behaviours.tags.holdsAddress(ctx, value) ? ctx.behaviours.tags.malformedValue(ctx) : undefined,

  // The pages until 2019 say 64.
  maximumKeyLength: () => 128,

  keyTooLong: (ctx, { key }) =>
    characters(key) > ctx.behaviours.tags.maximumKeyLength(ctx)
      ? ctx.behaviours.tags.malformedKey(ctx)
      : undefined,

  maximumValueLength: () => 128,

  valueTooLong: (ctx, { value }) =>
    characters(value) > ctx.behaviours.tags.maximumValueLength(ctx)
      ? ctx.behaviours.tags.malformedValue(ctx)
      : undefined,

  duplicateKey: (_ctx, tags) =>
    new Set(tags.map(({ key }) => key)).size < tags.length
      ? refusal('Duplicate.TagKey', 'The Tag.N.Key contain duplicate key.')
      : undefined,

  maximumCount: () => 20,

  // Documented code, for a quota of tags; that it is the answer to a 21st tag of one request is inferred.
  tooMany(ctx, tags) {
    const maximum = ctx.behaviours.tags.maximumCount(ctx);
    return tags.length > maximum
      ? refusal('QuotaExceed.Tags', `The maximum number of tags is exceeded. The maximum is ${maximum}.`, 403)
      : undefined;
  },

  refuse(ctx) {
    const rules = ctx.behaviours.tags;
    const tags = rules.requested(ctx);
    // Inferred: which rule speaks first.
    return firstRefusal(
      () => rules.tooMany(ctx, tags),
      ...tags.flatMap((tag) => [
        () => rules.emptyKey(ctx, tag),
        () => rules.keyTooLong(ctx, tag),
        () => rules.reservedKey(ctx, tag),
        () => rules.addressInKey(ctx, tag),
        () => rules.valueTooLong(ctx, tag),
        () => rules.reservedValue(ctx, tag),
        () => rules.addressInValue(ctx, tag),
      ]),
      () => rules.duplicateKey(ctx, tags),
    );
  },

  stored: (ctx) => ctx.behaviours.tags.requested(ctx),

  // Inferred: the order of the request.
  answered: (_ctx, tags) => tags,
};
