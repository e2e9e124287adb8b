import { showsField } from '../../specs/constraints.ts';
import type { Tag } from '../../targets/target.ts';
import type { CheckBody, CheckContext, Judgement } from '../check.ts';
import { makingParameters, removeLater } from '../flows.ts';
import { judgeAccepted } from '../judges/answer.ts';
import { judgeTags } from '../judges/tags.ts';
import { lookUp } from '../lookups.ts';
import { needCapability } from '../scenes/capabilities.ts';

/**
 * Characters of one, two, three and four bytes of UTF-8, and those that XML and form encoding give a meaning. No
 * white space: whether it is kept at the ends of a key or value is not settled.
 */
const CHARACTERS = [...'abzAZ09', ...'<>&"\'%+=;/:@?#.,_-', ...'éßñ', ...'键名日', '\u{1f511}', '\u{1d4d0}'];

/** Longest key and value that are drawn, well within all limits; the limits have requirements of their own. */
const LONGEST = { key: 40, value: 80, tags: 8 } as const;

/** Given: nothing; the prefixes that keys must not have come from the rules. */
export const anySet: CheckBody = {
  kind: 'property',
  method:
    'Draws sets of tags with Unicode and markup characters, imports a key pair with each and reads them back.',
  uses: ['describe'],
  async run(ctx) {
    needCapability(ctx, 'tags');
    const { fc, forAll } = await import('../property.ts');
    const { reservedPrefixes } = ctx.contract.rules.tags;
    const unit = fc.constantFrom(...CHARACTERS);
    const key = fc
      .string({ unit, minLength: 1, maxLength: LONGEST.key })
      .filter((text) => !reservedPrefixes.some((prefix) => text.toLowerCase().startsWith(prefix)));
    const value = fc.string({ unit, maxLength: LONGEST.value });
    const sets = fc.uniqueArray(fc.record({ key, value }), {
      minLength: 1,
      maxLength: LONGEST.tags,
      // Whether keys that differ in case alone are two has a requirement of its own.
      selector: (tag) => tag.key.toLowerCase(),
    });
    const boundaries = ['a', '键', '\u{1f511}', ']]>', '&amp;', '%41'].map((text) => [
      { key: text, value: text },
    ]);
    ctx.must(
      await forAll(ctx, sets, [...boundaries, [{ key: 'a', value: '' }]], (tags) => judgeKept(ctx, tags)),
    );
  },
};

async function judgeKept(ctx: CheckContext, tags: readonly Tag[]): Promise<Judgement> {
  const { operation } = ctx.requirement;
  const name = ctx.name();
  removeLater(ctx, name);
  const parameters = { ...makingParameters(ctx, operation, name), tags };
  const outcome = await ctx.call({ operation, parameters });
  if (outcome.kind !== 'accepted') return judgeAccepted(outcome, 'with allowed tags');
  const answered = showsField(ctx.contract, operation, 'tags')
    ? judgeTags(tags, { tags: outcome.keyPairs[0]?.tags, exchange: outcome.exchange })
    : undefined;
  if (answered !== undefined) return answered;
  const { pair, exchange } = await lookUp(ctx, name);
  return judgeTags(tags, pair ?? { exchange });
}
