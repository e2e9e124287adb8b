import type { Json } from '../specs/contract.ts';
import type { Refused } from '../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, NotSelected, type Suite } from './check.ts';
import { agreesWithAnswer, keyTypeShown } from './describes/fields.ts';
import { publicKeyPresence, publicKeyShown, publicKeysApart } from './describes/public-keys.ts';
import { timeFormat, timeOfMaking, timeStable } from './describes/times.ts';
import { bystander } from './flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { inParallel } from './parallel.ts';
import { parametersFrom, refused, sceneGiven, shows } from './scenes/asking.ts';
import { fill } from './scenes/template.ts';
import { objectIn } from './values.ts';

/** Given: `count`, how many key pairs one answer has to show. */
const manyAtOnce: CheckBody = {
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
const emptyRegion: CheckBody = {
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
