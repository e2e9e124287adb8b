import type { JsonObject } from '../../specs/contract.ts';
import type { Accepted, CallParameters } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { accepted, judgeAccepted, judgeAnswer } from '../judges/answer.ts';
import { judgeShown } from '../judges/shown.ts';
import { objectIn } from '../values.ts';
import { actor, type Scene, setScene } from './scene.ts';
import { fill } from './template.ts';

/** Key pairs of a scene whose requirement names none. */
const TWO_PAIRS: JsonObject = { wanted: {}, other: {} };

/** The scene that `given.pairs` asks for. */
export function sceneGiven(ctx: CheckContext): Promise<Scene> {
  return setScene(ctx, objectIn(ctx, 'pairs', TWO_PAIRS));
}

/** Parameters of a call from a template of the specs. */
export function parametersFrom(scene: Scene, template: JsonObject): CallParameters {
  return fill(scene, template) as CallParameters;
}

/** What a describe asks for, in words, for messages. */
export function askInWords({ name, names, ids, filters }: CallParameters): string {
  const parts = [
    ...(name === undefined ? [] : [`the name ${JSON.stringify(name)}`]),
    ...(names === undefined ? [] : [`the names ${JSON.stringify(names)}`]),
    ...(ids === undefined ? [] : [`the ids ${JSON.stringify(ids)}`]),
    ...(filters ?? []).map((one) => `the filter ${one.name} with the values ${JSON.stringify(one.values)}`),
  ];
  return parts.length === 0 ? 'describe of everything' : `describe with ${parts.join(' and ')}`;
}

/** Asks for what `template` says and judges that exactly the labelled key pairs are shown. */
export async function mustShow(
  ctx: CheckContext,
  scene: Scene,
  template: JsonObject,
  labels: readonly string[],
): Promise<Accepted> {
  const parameters = parametersFrom(scene, template);
  const outcome = await ctx.call({ operation: 'describe', parameters });
  const what = askInWords(parameters);
  ctx.must(judgeAccepted(outcome, what));
  const answer = accepted(outcome);
  const expected = labels.map((label) => actor(scene, label).name);
  const names = new Map([...scene.actors.values()].map(({ label, name }) => [name, label]));
  ctx.must(judgeShown(answer, { expected, labels: names, what, others: ctx.given['others'] === true }));
  return answer;
}

/**
 * Given: `pairs` (see `setScene`), `ask` (parameters of the describe, a template), `shows` (labels), `others: true` where
 * key pairs of others may be shown too, and `twin` (`ask` and `shows` of a describe that differs in one thing).
 */
export const shows: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs of which some only nearly fit, describes, and compares the set of names with the one expected; order does not count.',
  uses: ['delete'],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    await showTwin(ctx, scene);
    await mustShow(ctx, scene, objectIn(ctx, 'ask'), labelsIn(ctx.given));
  },
};

/** Given: as for `shows`, but `twin` is needed: the describe that differs in one thing and is answered. */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs, sends a describe that has to show some of them, and one that differs in one thing and must be refused exactly so.',
  uses: ['delete'],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    await showTwin(ctx, scene);
    const parameters = parametersFrom(scene, objectIn(ctx, 'ask'));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, askInWords(parameters)));
  },
};

/** Labels of the key pairs that a describe has to show. */
export function labelsIn(given: JsonObject): readonly string[] {
  const labels = given['shows'];
  if (!Array.isArray(labels)) throw new Error('given.shows is not a list of labels');
  return labels.map(String);
}

async function showTwin(ctx: CheckContext, scene: Scene): Promise<void> {
  if (ctx.given['twin'] === undefined) return;
  const twin = objectIn(ctx, 'twin');
  await mustShow(ctx, scene, objectIn(ctx, 'twin')['ask'] as JsonObject, labelsIn(twin));
}
