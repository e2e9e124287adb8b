import { parameter } from '../../specs/constraints.ts';
import type { JsonObject, RejectedMaterial } from '../../specs/contract.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { type Imported, importPair, removeLater } from '../flows.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { judgeNoOtherKey } from '../judges/same-key.ts';
import { judgeNothingLeft } from '../judges/state.ts';
import { mustFind, pairsHolding, stillThere } from '../lookups.ts';
import { objectIn } from '../values.ts';
import { type Material, materialFrom } from './material.ts';

/**
 * Given: `value` (see `materialFrom`), `recorded` (ids of recorded materials that are sent as they were recorded), and
 * `twin` where the accepted counterpart is not the same key as a plain OpenSSH line.
 */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Imports a key in a form that is accepted and then this material: it must be rejected exactly so, nothing may be stored, and the name must still be free.',
  uses: ['describe'],
  hazard: ({ value }) => ((value as JsonObject | undefined)?.form === 'huge-length' ? 'huge' : undefined),
  async run(ctx) {
    const fresh = ctx.given.value === undefined ? [] : [materialFrom(ctx, objectIn(ctx, 'value'))];
    const [first] = fresh;
    const twin = await importPair(ctx, await acceptedTwin(ctx, first));
    const materials = [...fresh, ...recordedMaterials(ctx)];
    for (const material of ctx.frugal ? materials.slice(0, 1) : materials) await refuse(ctx, material, twin);
    await stillThere(ctx, twin);
  },
};

/** Given: `texts`, what stands on the wire instead of base64. */
export const notBase64: CheckBody = {
  kind: 'example',
  method:
    'Sends an import whose material is base64 and, for each of these texts, one whose material on the wire is that text: each must be rejected, and nothing may be stored.',
  uses: ['describe'],
  wire: true,
  async run(ctx) {
    const twin = await importPair(ctx, { beside: true });
    const wireName = parameter(ctx.contract, 'import', 'material').name;
    for (const text of ctx.frugal ? textsIn(ctx).slice(0, 1) : textsIn(ctx)) {
      const name = ctx.name();
      removeLater(ctx, name);
      const outcome = await ctx.call({
        operation: 'import',
        parameters: { name, material: 'replaced' },
        wire: { replace: { [wireName]: text } },
      });
      const what = `with ${JSON.stringify(text)} on the wire, which is no base64,`;
      ctx.note(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what));
      if (outcome.kind === 'accepted') continue;
      ctx.note(judgeNothingLeft(await pairsHolding(ctx, name), 'the rejected import'));
    }
    await stillThere(ctx, twin);
  },
};

async function refuse(ctx: CheckContext, { sent, what }: Material, twin: Imported): Promise<void> {
  const name = ctx.name();
  removeLater(ctx, name);
  const outcome = await ctx.call({
    operation: 'import',
    parameters: { name, ...(sent !== undefined && { material: sent }) },
  });
  ctx.note(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, `of ${what}`));
  // A call that was accepted is one difference; that it had an effect is no second one.
  if (outcome.kind === 'accepted') return;
  const left = await pairsHolding(ctx, name);
  ctx.note(judgeNothingLeft(left, 'the rejected import'));
  if (left.length > 0 || ctx.frugal) return;
  await importPair(ctx, { name, key: twin.key });
  const shown = await mustFind(ctx, name, { publicKey: true });
  ctx.note(judgeNoOtherKey(ctx.contract, shown, twin.key, 'a good import under the name of a rejected one'));
}

/** The same key as a plain line, so that the form alone differs; without a key inside, any key. */
async function acceptedTwin(
  ctx: CheckContext,
  refusedOne: Material | undefined,
): Promise<Parameters<typeof importPair>[1]> {
  if (ctx.given.twin === undefined) {
    const isAny = refusedOne?.key === undefined || ctx.frugal;
    return isAny ? { beside: true } : { key: refusedOne.key };
  }
  const { sent, key } = materialFrom(ctx, objectIn(ctx, 'twin'));
  if (sent === undefined || key === undefined)
    throw new Error(`${ctx.requirement.id}: the twin holds no key`);
  return { key, material: sent };
}

function recordedMaterials(ctx: CheckContext): readonly Material[] {
  const ids = ctx.given.recorded ?? [];
  if (!Array.isArray(ids)) throw new Error(`${ctx.requirement.id}: given.recorded is not a list`);
  return ids.map((id) => {
    const found = ctx.contract.rejectedMaterials.find((one: RejectedMaterial) => one.id === id);
    if (found === undefined) throw new Error(`${ctx.requirement.id}: no recorded material '${String(id)}'`);
    return {
      sent: Buffer.from(found.materialBase64, 'base64'),
      what: `the material recorded as ${found.id}`,
    };
  });
}

function textsIn(ctx: CheckContext): readonly string[] {
  const texts = ctx.given.texts;
  if (Array.isArray(texts)) return texts.map(String);
  throw new Error(`${ctx.requirement.id}: given.texts is not a list`);
}
