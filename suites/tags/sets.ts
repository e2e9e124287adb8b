import type { Json, JsonObject } from '../../specs/contract.ts';
import type { Tag } from '../../targets/target.ts';
import type { ValueContext } from '../values.ts';

/**
 * Tags from a specs value. Exactly one key: `plain: n` (n tags with seeded keys and values), `list` (texts as they are:
 * `[key, value]` pairs, repeats allowed), `key` or `value` (one tag whose key or value has `length` characters, all of
 * them `character` where that is given).
 */
export function tagsFrom(ctx: ValueContext, value: JsonObject): readonly Tag[] {
  const [kind, argument] = Object.entries(value)[0] ?? [];
  switch (kind) {
    case 'plain':
      return Array.from({ length: Number(argument) }, (_, index) => ({
        key: `${ctx.random.text(6)}${index}`,
        value: ctx.random.text(10),
      }));
    case 'list':
      return (argument as readonly (readonly Json[])[]).map(([key, text]) => ({
        key: String(key),
        value: String(text),
      }));
    case 'key':
      return [{ key: ofLength(ctx, argument as JsonObject), value: ctx.random.text(8) }];
    case 'value':
      return [{ key: ctx.random.text(8), value: ofLength(ctx, argument as JsonObject) }];
    default:
      throw new Error(
        `${ctx.requirement.id}: given.tags names no known kind of tags: ${JSON.stringify(value)}`,
      );
  }
}

function ofLength(ctx: ValueContext, { length, character }: JsonObject): string {
  return typeof character === 'string' ? character.repeat(Number(length)) : ctx.random.text(Number(length));
}
