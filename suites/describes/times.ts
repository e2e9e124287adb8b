import { formatRule } from '../../specs/constraints.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { bystander, makePair } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgeWithin, spanBetween } from '../judges/time.ts';
import { judgeEqual } from '../judges/values.ts';
import { everyPair, lookUp, mustFind, naming } from '../lookups.ts';
import { textIn } from '../values.ts';

/** Given: `made` (`create` or `import`). */
export const timeOfMaking: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair between two reads; its create time has to lie between them by the clock of the target, which is read from the Date headers.',
  uses: [],
  async run(ctx) {
    const other = await bystander(ctx);
    const before = await ctx.call({ operation: 'describe', parameters: naming(ctx, other.name) });
    const made = await makeAsGiven(ctx, ctx.name());
    const after = await ctx.call({ operation: 'describe', parameters: naming(ctx, made) });
    ctx.must(judgeAccepted(after, ''));
    const value = accepted(after).keyPairs.find(({ name }) => name === made)?.createdAt;
    const { exchange } = after;
    ctx.must(judgeWithin({ value, exchange }, spanBetween(before.exchange, exchange)));
  },
};

/** Given: `format`, a format of the rules, and `made` where it matters. */
export const timeFormat: CheckBody = {
  kind: 'example',
  method: 'Compares the create time of a described key pair with the format of times.',
  uses: [],
  async run(ctx) {
    const { createdAt: observed, exchange } = await mustFind(ctx, await makeAsGiven(ctx));
    const { pattern } = formatRule(ctx.contract, textIn(ctx, 'format'));
    if (observed !== undefined && new RegExp(pattern, 'u').test(observed)) return;
    ctx.must({ code: 'wrong-format', facts: { field: 'create time', pattern, observed }, exchange });
  },
};

/** Given: `made` where it matters. */
export const timeStable: CheckBody = {
  kind: 'example',
  method:
    'Reads the create time of a key pair by name, again after another key pair was made, and from a list of all.',
  uses: [],
  async run(ctx) {
    const name = await makeAsGiven(ctx);
    const first = await mustFind(ctx, name);
    await bystander(ctx);
    const again = await lookUp(ctx, name);
    const { pairs, exchange } = await everyPair(ctx);
    if (first.createdAt === undefined)
      ctx.must({ code: 'missing-value', facts: { field: 'create time' }, exchange: first.exchange });
    for (const sight of [again, { pair: pairs.find((pair) => pair.name === name), exchange }]) {
      const shown = { value: sight.pair?.createdAt, exchange: sight.exchange };
      ctx.note(judgeEqual('changed-create-time', first.createdAt, shown));
    }
  },
};

async function makeAsGiven(ctx: CheckContext, name?: string): Promise<string> {
  const { made } = ctx.given;
  const operation = made === 'create' || made === 'import' ? made : ctx.making();
  return (await makePair(ctx, operation, name === undefined ? {} : { name })).name;
}
