import type { Json } from '../specs/contract.ts';
import type { Refused } from '../targets/target.ts';
import type { CheckBody, Judgement, Suite } from './check.ts';
import { agreesWithAnswer, keyTypeShown } from './describes/fields.ts';
import { emptyRegion, manyAtOnce } from './describes/lists.ts';
import { publicKeyPresence, publicKeyShown, publicKeysApart } from './describes/public-keys.ts';
import { timeFormat, timeOfMaking, timeStable } from './describes/times.ts';
import { judgeAnswer } from './judges/answer.ts';
import { parametersFrom, refused, sceneGiven, shows } from './scenes/asking.ts';
import { fill } from './scenes/template.ts';
import { objectIn } from './values.ts';

/** Given: `pairs`, `ask` (see `shows`), `holds` and `lacks`: texts the message of the refusal has and does not have. */
const refusalMessage: CheckBody = {
  kind: 'example',
  method: 'Sends a describe that is rejected and looks for names in the message of the rejection.',
  uses: [],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    const parameters = parametersFrom(scene, objectIn(ctx, 'ask'));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, ''));
    if (outcome.kind !== 'refused') return;
    const [holds, lacks] = [ctx.given.holds, ctx.given.lacks].map((value) => texts(fill(scene, value ?? [])));
    ctx.must(judgeMessage(outcome, holds ?? [], lacks ?? []));
  },
};

function judgeMessage(
  { message, exchange }: Refused,
  holds: readonly string[],
  lacks: readonly string[],
): Judgement {
  const absent = holds
    .filter((text) => !message.includes(text))
    .map((text) => `with ${JSON.stringify(text)} in it`);
  const present = lacks
    .filter((text) => message.includes(text))
    .map((text) => `without ${JSON.stringify(text)}`);
  const wishes = [...absent, ...present];
  if (wishes.length === 0) return undefined;
  return { code: 'wrong-message', facts: { expected: wishes.join(' and '), observed: message }, exchange };
}

function texts(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Which key pairs a describe shows, and what it shows of each. */
export const describes: Suite = {
  topic: 'describe',
  bodies: {
    shows,
    refused,
    refusalMessage,
    publicKeyShown,
    publicKeyPresence,
    publicKeysApart,
    keyTypeShown,
    agreesWithAnswer,
    timeOfMaking,
    timeFormat,
    timeStable,
    manyAtOnce,
    emptyRegion,
  },
};
