import type { Exchange, Tag } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';
import { printTags } from './state.ts';

/** Longest text of tags that a message prints in full, in characters. */
const PRINTED = 400;

/** Judges that exactly these tags are shown, as a set; a tag that is shown twice is a difference. */
export function judgeTags(
  sent: readonly Tag[],
  { tags: shown, exchange }: { readonly tags?: readonly Tag[] | undefined; readonly exchange: Exchange },
  detail?: string,
): Mismatch | undefined {
  const [expected, observed] = [printTags(sent), printTags(shown ?? [])];
  if (expected === observed) return undefined;
  const lost = sent.filter((tag) => !includes(shown ?? [], tag));
  const added = (shown ?? []).filter((tag) => !includes(sent, tag));
  const facts = {
    ...(detail !== undefined && { detail }),
    expected: short(expected),
    observed: shown === undefined ? undefined : short(observed),
    ...(lost.length > 0 && { lost: short(printTags(lost)) }),
    ...(added.length > 0 && { added: short(printTags(added)) }),
  };
  return { code: 'wrong-tags', facts, exchange };
}

function includes(tags: readonly Tag[], { key, value }: Tag): boolean {
  return tags.some((tag) => tag.key === key && tag.value === value);
}

function short(text: string): string {
  const characters = [...text];
  if (characters.length <= PRINTED) return text;
  return `${characters.slice(0, PRINTED).join('')}... (${characters.length} characters)`;
}
