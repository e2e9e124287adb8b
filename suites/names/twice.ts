import type { CheckBody, Judgement } from '../check.ts';
import { bystander, deletePair, makePair, makingParameters, removeLater } from '../flows.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { judgeDifferent, type ShownValue } from '../judges/values.ts';
import { lookUp, mustFind, type ShownPair, stillThere } from '../lookups.ts';

/** Given: nothing. */
export const caseMatters: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs whose names differ only in case; where the second is made, each is shown with a key of its own, and the delete of one leaves the other.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    const base = `${ctx.name()}x`;
    const lower = await makePair(ctx, operation, { name: base.toLowerCase() });
    const upper = { name: base.toUpperCase() };
    const removal = removeLater(ctx, upper.name);
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, upper.name) });
    removal.answered(outcome);
    ctx.must(
      judgeAnswer(ctx.contract, outcome, expects, 'under a name that differs from another only in case'),
    );
    if (outcome.kind !== 'accepted') {
      await mustFind(ctx, lower.name);
      return;
    }
    const shown = [await mustFind(ctx, lower.name), await mustFind(ctx, upper.name)];
    ctx.must(judgeTwo(shown, 'for names that differ only in case'));
    await deletePair(ctx, upper.name);
    await mustFind(ctx, lower.name);
  },
};

/** Given: nothing. */
export const perRegion: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair of one name in two regions; each region must show its own.',
  uses: ['describe'],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const first = await makePair(ctx, operation);
    const second = await makePair(ctx, operation, { name: first.name, region: ctx.secondRegion });
    const here = await mustFind(ctx, first.name);
    const there = await mustFind(ctx, second.name, { region: ctx.secondRegion });
    ctx.must(judgeTwo([here, there], 'for one name in two regions'));
  },
};

/** Given: nothing. Where the requirement allows a refusal, the name may stay taken; then nothing of it is shown. */
export const reusable: CheckBody = {
  kind: 'example',
  method: 'Makes, deletes and makes a key pair of one name; the second has another identity and another key.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const { operation, expects } = ctx.requirement;
    const first = await makePair(ctx, operation);
    const before = await mustFind(ctx, first.name);
    await deletePair(ctx, first.name);
    const removal = removeLater(ctx, first.name);
    const again = await ctx.call({ operation, parameters: makingParameters(ctx, operation, first.name) });
    removal.answered(again);
    ctx.must(judgeAnswer(ctx.contract, again, expects, `under the name of a deleted key pair`));
    if (again.kind !== 'accepted') {
      const left = await lookUp(ctx, first.name);
      ctx.note(judgeNothingLeft(left, 'the rejected call'));
      return;
    }
    const after = await mustFind(ctx, first.name);
    const lives = [before, after];
    ctx.note(judgeDifferent('repeated-fingerprint', lives.map(fingerprintOf), AGAIN));
    if (before.id !== undefined) ctx.note(judgeDifferent('repeated-id', lives.map(idOf), AGAIN));
    await stillThere(ctx, unrelated);
  },
};

/** A fingerprint that is always the same says nothing of which key pair it is; where both have an id, that does. */
function judgeTwo(shown: readonly ShownPair[], detail: string): Judgement {
  return shown.every(({ id }) => id !== undefined)
    ? judgeDifferent('repeated-id', shown.map(idOf), detail)
    : judgeDifferent('repeated-fingerprint', shown.map(fingerprintOf), detail);
}

/** Of a name that was used again. */
const AGAIN = 'for a name that is used again';

function fingerprintOf({ fingerprint, exchange }: ShownPair): ShownValue {
  return { value: fingerprint, exchange };
}

function idOf({ id, exchange }: ShownPair): ShownValue {
  return { value: id, exchange };
}
