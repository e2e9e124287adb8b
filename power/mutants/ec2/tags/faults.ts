import type { TagSpecification } from '../../../../targets/ec2/reference/behaviours/tags.ts';
import type { Context } from '../../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import type { Tag } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';
import { accept, type Condition, only } from '../conditions.ts';

/** Tags that are kept in another way by some action. */
export function keeps(
  condition: Condition,
  change: (tags: readonly Tag[]) => readonly Tag[],
): Mutant['fault'] {
  return ({ tags }) => ({
    tags: { stored: only(condition, (ctx) => change(tags.stored(ctx)), tags.stored) },
  });
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
  return ({ tags }) => ({
    tags: {
      duplicateKey: only(
        condition,
        (_ctx, list) =>
          new Set(list.map(identity)).size < list.length
            ? refusal('InvalidParameterValue', 'Duplicate tag specified.')
            : undefined,
        tags.duplicateKey,
      ),
    },
  });
}

/** Refuses the reserved text wherever it stands. */
export function reservedIn(condition: Condition): Mutant['fault'] {
  return ({ tags }) => ({
    tags: {
      reservedKey: only(
        condition,
        (_ctx, { key, value }) =>
          `${key} ${value}`.includes('aws:') ? refusal('InvalidParameterValue', 'Reserved') : undefined,
        tags.reservedKey,
      ),
    },
  });
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
  return ({ tags }) => ({
    tags: {
      emptyKey: only(
        condition,
        (ctx, tag) =>
          tag.key.length === 1 ? refusal('InvalidParameterValue', 'Too short') : tags.emptyKey(ctx, tag),
        tags.emptyKey,
      ),
    },
  });
}

/** Takes tags without a resource type. */
export function resourceTypeDefaults(condition: Condition): Mutant['fault'] {
  return ({ tags }) => ({
    tags: {
      resourceType: only(
        condition,
        (ctx, specification: TagSpecification) =>
          (specification.resourceType ?? '') === '' ? undefined : tags.resourceType(ctx, specification),
        tags.resourceType,
      ),
    },
  });
}
