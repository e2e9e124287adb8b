import type { TagSpecification } from '../../../targets/ec2/reference/behaviours/tags.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair, Tag } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { accept, always, at, type Condition, only } from './table.ts';

/** Tags that are kept in another way by some action. */
export function keeps(
  condition: Condition,
  change: (tags: readonly Tag[]) => readonly Tag[],
): Mutant['fault'] {
  return at('tags', 'stored', condition, (right, ctx) => change(right(ctx)));
}

/** Changes keys and values alike. */
export const changed =
  (change: (text: string) => string): ((tags: readonly Tag[]) => readonly Tag[]) =>
  (tags) =>
    tags.map(({ key, value }) => ({ key: change(key), value: change(value) }));

/** Another greatest length or number. */
export function limit(
  which: 'maximumKeyLength' | 'maximumValueLength' | 'maximumCount',
  condition: Condition,
  value: number,
): Mutant['fault'] {
  return ({ tags }) => ({ tags: { [which]: only(condition, () => value, tags[which]) } });
}

/** A check on tags that some action leaves out. */
export function lets(
  which:
    | 'resourceType'
    | 'noTags'
    | 'emptyKey'
    | 'reservedKey'
    | 'keyTooLong'
    | 'valueTooLong'
    | 'duplicateKey'
    | 'tooMany',
  condition: Condition,
): Mutant['fault'] {
  return ({ tags }) => {
    const right: (ctx: Context, ...rest: never[]) => unknown = tags[which];
    return { tags: { [which]: only(condition, accept, right) } };
  };
}

/** Takes tags for duplicates that agree in this. */
export function duplicatesBy(condition: Condition, identity: (tag: Tag) => string): Mutant['fault'] {
  return at('tags', 'duplicateKey', condition, (_right, _ctx, list) =>
    new Set(list.map(identity)).size < list.length
      ? refusal('InvalidParameterValue', 'Duplicate tag specified.')
      : undefined,
  );
}

/** Refuses the reserved text wherever it stands. */
export function reservedIn(condition: Condition): Mutant['fault'] {
  return at('tags', 'reservedKey', condition, (_right, _ctx, { key, value }) =>
    `${key} ${value}`.includes('aws:') ? refusal('InvalidParameterValue', 'Reserved') : undefined,
  );
}

/** Counts the bytes of keys or values instead of their characters. */
export function bytesOf(part: 'key' | 'value', condition: Condition): Mutant['fault'] {
  const tooLong = (tag: Tag): ReturnType<typeof refusal> | undefined =>
    Buffer.byteLength(tag[part]) > (part === 'key' ? 128 : 256)
      ? refusal('InvalidParameterValue', `Tag ${part} exceeds the maximum length`)
      : undefined;
  return ({ tags }) => ({
    tags:
      part === 'key'
        ? { keyTooLong: only(condition, (_ctx, tag) => tooLong(tag), tags.keyTooLong) }
        : { valueTooLong: only(condition, (_ctx, tag) => tooLong(tag), tags.valueTooLong) },
  });
}

/** Refuses keys of one character. */
export function minimumKey(condition: Condition): Mutant['fault'] {
  return at('tags', 'emptyKey', condition, (right, ctx, tag) =>
    tag.key.length === 1 ? refusal('InvalidParameterValue', 'Too short') : right(ctx, tag),
  );
}

/** Drops tags of which the request has no value. */
export function dropsValueless(condition: Condition): Mutant['fault'] {
  return at('tags', 'stored', condition, (right, ctx) =>
    right(ctx).filter(
      (_tag, index) => ctx.parameters.get(`TagSpecification.1.Tag.${index + 1}.Value`) !== undefined,
    ),
  );
}

/** Takes tags without a resource type. */
export function resourceTypeDefaults(condition: Condition): Mutant['fault'] {
  return at('tags', 'resourceType', condition, (right, ctx, specification: TagSpecification) =>
    (specification.resourceType ?? '') === '' ? undefined : right(ctx, specification),
  );
}

/** Sets of tags that are answered in another way where a key pair is made. */
export function answers(
  condition: Condition,
  show: (tags: readonly Tag[], right: (tags: readonly Tag[]) => readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return at('responses', 'newTagSet', condition, (right, ctx: Context, tags) =>
    show(tags, (shown) => right(ctx, shown)),
  );
}

/** No tags are answered as an empty set. */
export function emptySet(condition: Condition): Mutant['fault'] {
  return answers(condition, (tags, right) =>
    tags.length === 0 ? [{ name: 'tagSet', children: [] }] : right(tags),
  );
}

/** No tags are answered as those that were given before; the key pair keeps none. */
export function answersOthers(condition: Condition): Mutant['fault'] {
  return (correct) => {
    let before: readonly Tag[] = [];
    return answers(condition, (tags, right) => {
      if (tags.length > 0) before = tags;
      return right(before);
    })(correct);
  };
}

/** All key pairs of this origin that have tags show those that were given last. */
export function showsLast(condition: Condition, origin: KeyPair['origin']): Mutant['fault'] {
  return ({ tags, responses }) => {
    let last: readonly Tag[] = [];
    const stored = (ctx: Context): readonly Tag[] => {
      const own = tags.stored(ctx);
      if (own.length > 0) last = own;
      return own;
    };
    return {
      tags: { stored: only(condition, stored, tags.stored) },
      responses: {
        describedItem: (ctx, pair) =>
          responses.describedItem(
            ctx,
            pair.origin === origin && pair.tags.length > 0 ? { ...pair, tags: last } : pair,
          ),
      },
    };
  };
}

/** Filters on a tag that do not find key pairs of this origin. */
export function notFound(origin: KeyPair['origin']): Mutant['fault'] {
  return at('filters', 'field', always, (right, ctx, name, pair) =>
    name.startsWith('tag:') && pair.origin === origin ? [] : right(ctx, name, pair),
  );
}
