import type { Json, JsonObject } from '../specs/contract.ts';
import type { CheckBody, Hazard, Suite } from './check.ts';
import { bystander, deletePair, makePair, makingParameters } from './flows.ts';
import { judgeAnswer, judgeAnswerOfAnyName } from './judges/answer.ts';
import { judgeNothingLeft } from './judges/state.ts';
import { lookUp, mustFind, stillThere } from './lookups.ts';
import { anyRefused, anyValid, everyCharacter, lookAlikes } from './names/drawn.ts';
import { judgeName, noteResidue } from './names/read-back.ts';
import { caseMatters, perRegion, reusable } from './names/twice.ts';
import { nameFrom, objectIn } from './values.ts';

/** Given: `value` (see `nameFrom`). */
const accepted: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair of that name, reads the name back from the response and from a describe, deletes it by the name and finds it gone.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const { text } = nameFrom(ctx, objectIn(ctx, 'value'));
    if (text === undefined) throw new Error('an accepted name cannot be absent');
    const made = await makePair(ctx, ctx.requirement.operation, { name: text });
    ctx.note(judgeName(text, made.view));
    const shown = await mustFind(ctx, text);
    ctx.note(judgeName(text, shown));
    await deletePair(ctx, text);
    const left = await lookUp(ctx, text);
    ctx.note(judgeNothingLeft(left, 'the delete'));
    await stillThere(ctx, unrelated);
  },
};

/** Given: `value`, and `twin` when the accepted counterpart is not a plain name. */
const refused: CheckBody = {
  kind: 'example',
  method:
    'Sends the call once with an acceptable name and once with this one; the second must be rejected exactly so, and a list of all key pairs must not return it.',
  uses: ['describe'],
  hazard: ({ value }) => hazardOf(value),
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    const twin =
      ctx.given.twin === undefined && ctx.frugal
        ? await makePair(ctx, operation, { beside: true })
        : await makePair(ctx, operation, {
            name: nameFrom(ctx, objectIn(ctx, 'twin', { plain: true })).text ?? ctx.name(),
          });
    const { text, stem, what } = nameFrom(ctx, objectIn(ctx, 'value'));
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, text) });
    const detail = `with ${what}`;
    ctx.note(
      stem === ''
        ? judgeAnswerOfAnyName(ctx.contract, outcome, expects, { detail, twin: twin.answer })
        : judgeAnswer(ctx.contract, outcome, expects, detail),
    );
    await noteResidue(
      ctx,
      stem,
      outcome.kind === 'accepted' ? (outcome.keyPairs[0]?.name ?? text) : undefined,
    );
    await stillThere(ctx, twin);
  },
};

/** Characters from which on a name is more than targets are ready for. */
const HUGE_NAME = 500;

function hazardOf(value: Json | undefined): Hazard | undefined {
  const { absent, length } = (value ?? {}) as JsonObject;
  if (absent === true) return 'nameless';
  return Number(length) >= HUGE_NAME ? 'huge' : undefined;
}

export const names: Suite = {
  topic: 'name',
  bodies: {
    accepted,
    refused,
    anyValid,
    everyCharacter,
    anyRefused,
    lookAlikes,
    caseMatters,
    perRegion,
    reusable,
  },
};
