import type { Json } from '../../specs/contract.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { judgeAnswer } from '../judges/answer.ts';
import { askInWords, parametersFrom, sceneGiven } from '../scenes/asking.ts';
import { fill } from '../scenes/template.ts';
import { objectIn } from '../values.ts';

/** Given: `pairs`, `ask` (see `shows`), `holds` and `lacks`: texts the message of the refusal has and does not have. */
export const refusalMessage: CheckBody = {
  kind: 'example',
  method: 'Sends a describe that is refused and looks for names in the message of the refusal.',
  uses: ['delete'],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    const parameters = parametersFrom(scene, objectIn(ctx, 'ask'));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, askInWords(parameters)));
    if (outcome.kind !== 'refused') return;
    const { message, exchange } = outcome;
    const holds = texts(fill(scene, ctx.given['holds'] ?? []));
    const lacks = texts(fill(scene, ctx.given['lacks'] ?? []));
    for (const text of holds.filter((one) => !message.includes(one))) noteMessage(ctx, `with ${JSON.stringify(text)} in it`);
    for (const text of lacks.filter((one) => message.includes(one))) noteMessage(ctx, `without ${JSON.stringify(text)}`);

    function noteMessage(context: CheckContext, expected: string): void {
      context.note({
        summary: 'the message of the refusal does not name the key pair that is missing, or names another',
        expected: `a message ${expected}`,
        observed: JSON.stringify(message),
        exchange,
      });
    }
  },
};

function texts(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
