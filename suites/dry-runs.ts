import type { Accepted, CallParameters } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import {
  bystander,
  deletionOf,
  deletionOfNobody,
  type Made,
  makingParameters,
  removeLater,
} from './flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from './judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from './judges/state.ts';
import { lookUp, mustFind, naming, pairsHolding } from './lookups.ts';
import { objectIn } from './values.ts';

/**
 * Given: `name` (`fresh`, `existing`, `unknown`, `empty` or `absent`), `id: existing` to add the id of the existing key
 * pair, and `parameters` to merge in as they are (a bad key type, a malformed id, ...).
 */
const answers: CheckBody = {
  kind: 'example',
  method:
    'Sends the call with the dry-run flag; the response must be the dry-run rejection, no key pair may come to exist, and an existing one stays as it was.',
  uses: ['describe'],
  async run(ctx) {
    const { operation, expects } = ctx.requirement;
    const existing = await bystander(ctx);
    const before = await mustFind(ctx, existing.name, { publicKey: true });
    const stem = ctx.name();
    const parameters = { ...(await given(ctx, existing, stem)), dryRun: true };
    const outcome = await ctx.call({ operation, parameters });
    if (outcome.kind === 'accepted') removeLater(ctx, stem);
    ctx.note(judgeAnswer(ctx.contract, outcome, expects, `with the dry-run flag`));
    ctx.note(judgeNothingLeft(await pairsHolding(ctx, stem), 'the dry run'));
    const after = await lookUp(ctx, existing.name, { publicKey: true });
    ctx.note(judgeUntouched(before, after, 'the dry run'));
  },
};

/** Given: as for `answers`; the call is one that would succeed. */
const thenReal: CheckBody = {
  kind: 'example',
  method:
    'Sends the call with the dry-run flag and then without it: the second must do what the first left undone.',
  uses: ['describe'],
  run: (ctx) => actsAfter(ctx, true),
};

/** Given: as for `answers`; the call is one that would succeed. */
const falseActs: CheckBody = {
  kind: 'example',
  method: 'Sends the call with the dry-run flag set to false: it must do its work.',
  uses: ['describe'],
  run: (ctx) => actsAfter(ctx, false),
};

async function actsAfter(ctx: CheckContext, dryRunFirst: boolean): Promise<void> {
  const { operation } = ctx.requirement;
  const existing = await bystander(ctx);
  const stem = ctx.name();
  const parameters = await given(ctx, existing, stem);
  if (operation === 'create' || operation === 'import') removeLater(ctx, stem);
  // What the rehearsal answers is a requirement of its own; here only what it leaves behind counts.
  if (dryRunFirst) await ctx.call({ operation, parameters: { ...parameters, dryRun: true } });
  const real = await ctx.call({
    operation,
    parameters: dryRunFirst ? parameters : { ...parameters, dryRun: false },
  });
  const how = dryRunFirst ? 'after a dry run' : 'with the dry-run flag set to false';
  ctx.must(judgeAccepted(real, how));
  const shown = await lookUp(ctx, operation === 'delete' ? existing.name : stem);
  if (operation === 'delete') ctx.must(judgeNothingLeft(shown, `the delete ${how}`));
  if (operation === 'create' || operation === 'import') await mustFind(ctx, stem);
  if (operation === 'describe') ctx.must(judgeShown(accepted(real), existing.name));
}

function judgeShown({ keyPairs, exchange }: Accepted, name: string): Judgement {
  if (keyPairs.some((pair) => pair.name === name)) return undefined;
  return { code: 'key-pair-not-shown', facts: { name }, exchange };
}

async function given(ctx: CheckContext, existing: Made, stem: string): Promise<CallParameters> {
  const { operation } = ctx.requirement;
  const name = nameGiven(ctx, existing.name, stem);
  const extra = objectIn(ctx, 'parameters', {}) as CallParameters;
  const id = ctx.given.id === 'existing' ? existing.view.id : undefined;
  switch (operation) {
    case 'create':
    case 'import':
      return { ...makingParameters(ctx, operation, name), ...extra };
    case 'describe':
      return {
        ...(name !== undefined && naming(ctx, name)),
        ...(id !== undefined && { ids: [id] }),
        ...extra,
      };
    case 'delete':
      return {
        ...(name !== undefined &&
          (await (name === existing.name ? deletionOf : deletionOfNobody)(ctx, name))),
        ...(id !== undefined && { id }),
        ...extra,
      };
  }
}

function nameGiven(ctx: CheckContext, existing: string, stem: string): string | undefined {
  switch (ctx.given.name ?? 'absent') {
    case 'fresh':
    case 'unknown':
      return stem;
    case 'existing':
      return existing;
    case 'empty':
      return '';
    case 'absent':
      return undefined;
    default:
      throw new Error(`${ctx.requirement.id}: given.name is none of fresh, unknown, existing, empty, absent`);
  }
}

export const dryRuns: Suite = { topic: 'dry-run', bodies: { answers, thenReal, falseActs } };
