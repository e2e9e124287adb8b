import type { KeyPairView, Tag } from '../../targets/target.ts';
import type { ProseJudgement } from '../check.ts';

/** Judges that nothing is left of a call that must have had no effect. */
export function judgeNothingLeft(names: readonly string[], after: string): ProseJudgement {
  if (names.length === 0) return undefined;
  return {
    summary: `${after} leaves a key pair behind`,
    expected: 'no key pair of that name',
    observed: `a describe shows ${names.map((name) => JSON.stringify(name)).join(', ')}`,
  };
}

/** Judges that a key pair is still there and has not changed in anything that both views show. */
export function judgeUntouched(
  before: KeyPairView,
  after: KeyPairView | undefined,
  what: string,
): ProseJudgement {
  if (after === undefined) {
    return {
      summary: `${what} makes an existing key pair disappear`,
      expected: `the key pair ${JSON.stringify(before.name)} as it was`,
      observed: 'a describe does not show it any more',
    };
  }
  const changed = changedFields(before, after);
  if (changed.length === 0) return undefined;
  return {
    summary: `${what} changes an existing key pair: ${changed.join(', ')}`,
    expected: changed.map((field) => `${field} ${shown(before, field)}`).join('; '),
    observed: changed.map((field) => `${field} ${shown(after, field)}`).join('; '),
  };
}

const FIELDS = ['name', 'id', 'fingerprint', 'keyType', 'publicKey', 'createdAt', 'tags'] as const;
type Field = (typeof FIELDS)[number];

/** Fields in which two views of one key pair differ; tags are compared as sets. */
export function changedFields(before: KeyPairView, after: KeyPairView): readonly Field[] {
  return FIELDS.filter((field) => shown(before, field) !== shown(after, field));
}

function shown(view: KeyPairView, field: Field): string {
  if (field === 'tags') return printTags(view.tags ?? []);
  const value = view[field];
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** Tags in a fixed order, for comparison and for messages. */
export function printTags(tags: readonly Tag[]): string {
  const pairs = tags.map((tag) => `${JSON.stringify(tag.key)}=${JSON.stringify(tag.value)}`);
  return `{${pairs.sort().join(', ')}}`;
}
