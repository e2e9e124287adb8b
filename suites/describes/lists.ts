import { type CheckBody, type CheckContext, NotSelected } from '../check.ts';
import { bystander } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgeShown } from '../judges/shown.ts';
import { inParallel } from '../parallel.ts';

/** Given: `count`, how many key pairs one answer has to show. */
export const manyAtOnce: CheckBody = {
  kind: 'example',
  method:
    'Makes many key pairs and describes without a name: one response shows every one of them, each once.',
  uses: [],
  async run(ctx) {
    const names: string[] = [];
    const turns = Array.from({ length: Number(ctx.given.count) }, (_, index) => index);
    await inParallel(turns, ctx.target.concurrency, async () => {
      names.push((await bystander(ctx)).name);
    });
    const outcome = await ctx.call({ operation: 'describe', parameters: {} });
    ctx.must(judgeAccepted(outcome, ''));
    const labels = new Map(names.map((name) => [name, 'one of many']));
    const detail = 'after many key pairs were made';
    ctx.must(judgeShown(accepted(outcome), { expected: names, labels, detail, others: true }));
  },
};

/**
 * Given: nothing. Whether a region is really empty is known only from the describe that is judged: key pairs of other
 * people are no fault, so the check is left out where there are any, and judges only its own from another region.
 */
export const emptyRegion: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair in one region and describes everything in another that nobody uses: an empty list, and no rejection.',
  uses: [],
  exclusive: true,
  async run(ctx) {
    const { name } = await bystander(ctx);
    const outcome = await ctx.call({ operation: 'describe', region: ctx.quietRegion, parameters: {} });
    ctx.must(judgeAccepted(outcome, 'in a region without key pairs'));
    const answer = accepted(outcome);
    const elsewhere = new Map([[name, 'made in another region']]);
    const detail = `in ${ctx.quietRegion}`;
    ctx.must(judgeShown(answer, { expected: [], labels: elsewhere, detail, others: true }));
    leaveOutUnlessEmpty(ctx, answer.keyPairs.length);
  },
};

function leaveOutUnlessEmpty({ quietRegion }: CheckContext, found: number): void {
  if (found === 0) return;
  const advice = 'name a region without key pairs as the third of the regions';
  throw new NotSelected(`the region ${quietRegion} holds ${found} key pairs of others; ${advice}`);
}
