import { findParameter, showsField } from '../../specs/constraints.ts';
import type { Tag } from '../../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, Unsupported } from '../check.ts';
import { anyPair, makingParameters, ownMaking, removeLater } from '../flows.ts';
import { accepted, judgeAccepted, judgeReadable } from '../judges/answer.ts';
import { judgeTags } from '../judges/tags.ts';
import { lookUp, mustFind, naming } from '../lookups.ts';

/** Letters and digits of the planes of Unicode, one for each length of UTF-8 and more. */
const LETTERS = ['a', 'Z', '7', 'é', 'ß', 'Ж', 'א', 'ع', 'ह', '中', '한', 'が', 'ﬀ', '𐍈', '𝒳', '𠜎', '🔑'];

/** Given: nothing. */
export const unicode: CheckBody = {
  kind: 'property',
  method:
    'Sends tag values of letters from all of Unicode and reads them back from the response and from a describe.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  async run(ctx) {
    const declared = findParameter(ctx.contract, ownMaking(ctx), 'tags') !== undefined;
    if (!declared || ctx.target.capabilities.tags === false)
      throw new Unsupported('the target has no tags', 'declared');
    const { fc, forAll } = await import('../property.ts');
    const values = fc
      .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 40 })
      .map((letters) => letters.join(''));
    const boundaries = ['é', '中', '🔑', '𐍈'.repeat(20)];
    ctx.must(
      await forAll(ctx, values, boundaries, (value) => judgeTag(ctx, { key: ctx.random.text(8), value })),
    );
  },
};

async function judgeTag(ctx: CheckContext, tag: Tag): Promise<Judgement> {
  const name = ctx.name();
  removeLater(ctx, name);
  const operation = ownMaking(ctx);
  const parameters = { ...makingParameters(ctx, operation, name), tags: [tag] };
  const outcome = await ctx.call({ operation, parameters });
  const refusal = judgeAccepted(outcome, 'with a tag of letters beyond ASCII');
  if (refusal !== undefined) return refusal;
  if (showsField(ctx.contract, operation, 'tags')) {
    const answered = { tags: accepted(outcome).keyPairs[0]?.tags, exchange: outcome.exchange };
    const wrong = judgeTags([tag], answered);
    if (wrong !== undefined) return wrong;
  }
  const { pair, exchange } = await lookUp(ctx, name);
  return judgeTags([tag], pair ?? { exchange });
}

/** Given: `parameter` (a name that the operation does not know) and `bytes`. */
export const large: CheckBody = {
  kind: 'example',
  method:
    'Sends a body of this size; whatever the response is, it must be readable, and the next call must work.',
  uses: ['describe'],
  wire: true,
  hazard: () => 'huge',
  async run(ctx) {
    const made = await anyPair(ctx);
    const filler = ctx.random.text(64).repeat(Math.ceil(Number(ctx.given.bytes) / 64));
    const outcome = await ctx.call({
      operation: 'describe',
      parameters: naming(ctx, made.name),
      wire: { method: 'POST', place: 'body', append: [[String(ctx.given.parameter), filler]] },
    });
    ctx.note(judgeReadable(outcome, 'in a large request'));
    await mustFind(ctx, made.name);
  },
};
