import type { Context } from '../../../../targets/ec2/reference/context.ts';
import type { XmlNode } from '../../../../targets/ec2/reference/outcome.ts';
import type { KeyPair, Tag } from '../../../../targets/reference/store.ts';
import type { Mutant } from '../../mutant.ts';
import { type Condition, only } from '../conditions.ts';

/** Sets of tags that are answered in another way where a key pair is made. */
export function answers(
  condition: Condition,
  show: (tags: readonly Tag[], right: (tags: readonly Tag[]) => readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return ({ responses }) => ({
    responses: {
      newTagSet: only(
        condition,
        (ctx: Context, tags) => show(tags, (shown) => responses.newTagSet(ctx, shown)),
        responses.newTagSet,
      ),
    },
  });
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
  return ({ filters }) => ({
    filters: {
      field: (ctx, name, pair) =>
        name.startsWith('tag:') && pair.origin === origin ? [] : filters.field(ctx, name, pair),
    },
  });
}
