import type { Exchange, Tag } from '../../targets/target.ts';
import type { ProseJudgement } from '../check.ts';
import { printTags } from './state.ts';

/** Longest text of tags that a message prints in full, in characters. */
const PRINTED = 400;

/** Judges that exactly these tags are shown, as a set; a tag that is shown twice is a difference. */
export function judgeTags(
  sent: readonly Tag[],
  shown: readonly Tag[] | undefined,
  where: string,
  exchange?: Exchange,
): ProseJudgement {
  const [expected, observed] = [printTags(sent), printTags(shown ?? [])];
  if (expected === observed) return undefined;
  const lost = sent.filter((tag) => !includes(shown ?? [], tag));
  const added = (shown ?? []).filter((tag) => !includes(sent, tag));
  return {
    summary: `${where} does not show the tags that were sent`,
    expected: short(expected),
    observed: shown === undefined ? 'no tags at all' : short(observed),
    hints: [
      ...(lost.length > 0 ? [`missing: ${short(printTags(lost))}`] : []),
      ...(added.length > 0 ? [`not sent: ${short(printTags(added))}`] : []),
    ],
    ...(exchange && { exchange }),
  };
}

function includes(tags: readonly Tag[], { key, value }: Tag): boolean {
  return tags.some((tag) => tag.key === key && tag.value === value);
}

function short(text: string): string {
  const characters = [...text];
  if (characters.length <= PRINTED) return text;
  return `${characters.slice(0, PRINTED).join('')}... (${characters.length} characters)`;
}
