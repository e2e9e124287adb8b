import type { Refusal } from '../outcome.ts';
import type { Tag } from '../store.ts';

/** What every provider decides about the labels of new key pairs. */
export interface TagsOf<Context> {
  /** Refuses an empty key. */
  emptyKey(ctx: Context, tag: Tag): Refusal | undefined;
  /** Refuses a key of the service's own. */
  reservedKey(ctx: Context, tag: Tag): Refusal | undefined;
  /** The greatest length of a key, in characters. */
  maximumKeyLength(ctx: Context): number;
  /** Refuses a key that is too long. */
  keyTooLong(ctx: Context, tag: Tag): Refusal | undefined;
  /** The greatest length of a value, in characters. */
  maximumValueLength(ctx: Context): number;
  /** Refuses a value that is too long. */
  valueTooLong(ctx: Context, tag: Tag): Refusal | undefined;
  /** Refuses a key that comes twice. */
  duplicateKey(ctx: Context, tags: readonly Tag[]): Refusal | undefined;
  /** The greatest number of tags. */
  maximumCount(ctx: Context): number;
  /** Refuses too many tags. */
  tooMany(ctx: Context, tags: readonly Tag[]): Refusal | undefined;
  /** All checks on tags. */
  refuse(ctx: Context): Refusal | undefined;
  /** The tags a new pair gets. */
  stored(ctx: Context): readonly Tag[];
  /** The order in which tags are answered. */
  answered(ctx: Context, tags: readonly Tag[]): readonly Tag[];
}

/** Length of a text as tags count it. */
export function characters(text: string): number {
  return [...text].length;
}
