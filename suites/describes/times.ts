import { formatRule } from '../../specs/constraints.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { bystander, makePair } from '../flows.ts';
import { accepted, judgeAccepted } from '../judges/answer.ts';
import { judgeWithin, spanBetween } from '../judges/time.ts';
import { everyPair, lookUp, mustFind, naming } from '../lookups.ts';
import { textIn } from '../values.ts';

/** Given: `made` (`create` or `import`). */
export const timeOfMaking: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair between two describes; its create time has to lie between them by the clock of the target, which is read from the Date headers.',
  uses: [],
  async run(ctx) {
    const other = await bystander(ctx);
    const before = await ctx.call({ operation: 'describe', parameters: naming(ctx, other.name) });
    const made = await makeAsGiven(ctx);
    const after = await ctx.call({ operation: 'describe', parameters: naming(ctx, made) });
    ctx.must(judgeAccepted(after, 'describe of a key pair by its name'));
    const shown = accepted(after).keyPairs.find(({ name }) => name === made);
    ctx.must(judgeWithin(shown?.createdAt, spanBetween(before.exchange, after.exchange)));
  },
};

/** Given: `made`, and `format`, a format of the rules. */
export const timeFormat: CheckBody = {
  kind: 'example',
  method: 'Compares the create time of a described key pair with the format of times.',
  uses: [],
  async run(ctx) {
    const { createdAt } = await mustFind(ctx, await makeAsGiven(ctx));
    const { pattern } = formatRule(ctx.contract, textIn(ctx, 'format'));
    if (createdAt !== undefined && new RegExp(pattern, 'u').test(createdAt)) return;
    ctx.must({
      summary: 'the create time is written in another way',
      expected: `a text that matches ${pattern}`,
      observed: createdAt === undefined ? 'no create time' : JSON.stringify(createdAt),
    });
  },
};

/** Given: `made`. */
export const timeStable: CheckBody = {
  kind: 'example',
  method:
    'Reads the create time of a key pair by name, again after another key pair was made, and from a list of all.',
  uses: [],
  async run(ctx) {
    const name = await makeAsGiven(ctx);
    const first = (await mustFind(ctx, name)).createdAt;
    await bystander(ctx);
    const again = (await lookUp(ctx, name))?.createdAt;
    const listed = (await everyPair(ctx)).find((pair) => pair.name === name)?.createdAt;
    if (first === undefined) {
      ctx.must({
        summary: 'a describe shows no create time',
        expected: 'a create time',
        observed: 'no create time',
      });
      return;
    }
    for (const [where, time] of [
      ['a second describe', again],
      ['a list of all key pairs', listed],
    ] as const) {
      if (time === first) continue;
      ctx.note({
        summary: `${where} shows another create time than the first describe`,
        expected: first,
        observed: time ?? 'no create time',
      });
    }
  },
};

async function makeAsGiven(ctx: CheckContext): Promise<string> {
  const operation = textIn(ctx, 'made') === 'create' ? 'create' : 'import';
  return (await makePair(ctx, operation)).name;
}
