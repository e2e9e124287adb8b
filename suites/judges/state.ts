import type { KeyPairView, Tag } from '../../targets/target.ts';
import type { Judgement } from '../check.ts';
import type { ShownPair, Sight } from '../lookups.ts';

/** Judges that nothing is left of a call that must have had no effect, or of a key pair that was deleted. */
export function judgeNothingLeft(left: Sight | readonly ShownPair[], after: string): Judgement {
  const pairs = 'exchange' in left ? [left.pair] : left;
  const all = pairs.filter((pair) => pair !== undefined);
  const [first] = all;
  if (first === undefined) return undefined;
  // A list of several pages is several answers; the finding quotes the one that decides.
  const names = all.filter(({ exchange }) => exchange === first.exchange).map(({ name = '' }) => name);
  return { code: 'left-behind', facts: { after, names }, exchange: first.exchange };
}

/** Judges that a key pair is still there and has not changed in anything that both views show. */
export function judgeUntouched(before: KeyPairView, after: Sight, what: string): Judgement {
  const { pair, exchange } = after;
  if (pair === undefined) {
    return { code: 'key-pair-lost', facts: { after: what, name: before.name ?? '' }, exchange };
  }
  const changes = changedFields(before, pair).map((field) => ({
    field,
    expected: textOf(before, field),
    observed: textOf(pair, field),
  }));
  if (changes.length === 0) return undefined;
  return { code: 'key-pair-changed', facts: { after: what, changes }, exchange };
}

const FIELDS = ['name', 'id', 'fingerprint', 'keyType', 'publicKey', 'createdAt', 'tags'] as const;
type Field = (typeof FIELDS)[number];

/** Fields in which two views of one key pair differ; tags are compared as sets. */
export function changedFields(before: KeyPairView, after: KeyPairView): readonly Field[] {
  return FIELDS.filter((field) => textOf(before, field) !== textOf(after, field));
}

/** A field as a text; tags in a fixed order. */
export function textOf(view: KeyPairView, field: Field): string | undefined {
  return field === 'tags' ? printTags(view.tags ?? []) : view[field];
}

/** Tags in a fixed order, for comparison and for messages. */
export function printTags(tags: readonly Tag[]): string {
  const pairs = tags.map((tag) => `${JSON.stringify(tag.key)}=${JSON.stringify(tag.value)}`);
  return `{${pairs.sort().join(', ')}}`;
}
