import type { JsonObject } from '../../specs/contract.ts';
import type { CallParameters } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { remove } from '../flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from '../judges/answer.ts';
import { judgeShown } from '../judges/shown.ts';
import { objectIn } from '../values.ts';
import { actor, type Scene } from './actors.ts';
import { setScene } from './scene.ts';
import { fill } from './template.ts';

/** Key pairs of a scene whose requirement names none. */
const TWO_PAIRS: JsonObject = { wanted: {}, other: {} };

/** The scene that `given.pairs` asks for; where requests are expensive, describes that ask for the same share one. */
export function sceneGiven(ctx: CheckContext): Promise<Scene> {
  const pairs = objectIn(ctx, 'pairs', TWO_PAIRS);
  // What is lent stays until the end, and a sweep after a crash knows names by how they begin.
  const isOwn = Object.values(pairs).every((pair) =>
    String((pair as JsonObject).name ?? '<stem>').startsWith('<stem>'),
  );
  if (!ctx.frugal || !isOwn || ctx.requirement.operation !== 'describe') return setScene(ctx, pairs);
  return ctx.lent(
    `scene ${JSON.stringify(pairs)} in ${ctx.region}`,
    () => setScene({ ...ctx, call: ctx.setup, cleanup: () => {} }, pairs),
    {
      namesOf: ({ stem, actors }) => [stem, ...[...actors.values()].map(({ view }) => view.id)],
      remove: async ({ actors }, undo) => {
        for (const { name, region, deleted } of actors.values())
          if (!deleted) await remove(undo, name, region);
      },
    },
  );
}

/** Parameters of a call from a template of the specs. */
export function parametersFrom(scene: Scene, template: JsonObject): CallParameters {
  return fill(scene, template) as CallParameters;
}

/** A describe as the specs write it, with the labels of the key pairs it has to show. */
interface Question {
  readonly ask: JsonObject;
  readonly labels: readonly string[];
}

function questionIn({ ask, shows: labels }: JsonObject): Question {
  if (!Array.isArray(labels)) throw new Error('given.shows is not a list of labels');
  return { ask: (ask ?? {}) as JsonObject, labels: labels.map(String) };
}

/** Which key pairs beside the expected ones may be shown: none, those of others, or all. */
type Beside = 'none' | 'strangers' | 'all';

async function mustShow(
  ctx: CheckContext,
  scene: Scene,
  { ask, labels }: Question,
  beside: Beside,
): Promise<void> {
  const parameters = parametersFrom(scene, ask);
  const outcome = await ctx.call({ operation: 'describe', parameters });
  ctx.must(judgeAccepted(outcome, ''));
  const expected = labels.map((label) => actor(scene, label).name);
  const own = beside === 'all' ? [] : [...scene.actors.values()];
  const names = new Map(own.map(({ label, name }) => [name, label]));
  ctx.must(judgeShown(accepted(outcome), { expected, labels: names, detail: '', others: beside !== 'none' }));
}

/**
 * Given: `pairs` (see `setScene`), `ask` (parameters of the describe, a template), `shows` (labels), `others: true` where
 * key pairs of others may be shown too, and `twin` (`ask` and `shows` of a describe that differs in one thing).
 */
export const shows: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs of which some only nearly fit, describes, and compares the set of names with the one expected; order does not count.',
  uses: [],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    const beside = ctx.given.others === true ? 'strangers' : 'none';
    if (ctx.given.twin !== undefined) await mustShow(ctx, scene, questionIn(objectIn(ctx, 'twin')), beside);
    await mustShow(ctx, scene, questionIn(ctx.given), beside);
  },
};

/**
 * Given: `pairs` and `ask` as for `shows`, and `twin`, a describe that differs in one thing and is answered. What the
 * answer to the twin shows beside the expected key pairs is the business of requirements of their own.
 */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs, sends a describe that has to show some of them, and one that differs in one thing and must be rejected exactly so.',
  uses: [],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    await mustShow(ctx, scene, questionIn(objectIn(ctx, 'twin')), 'all');
    const parameters = parametersFrom(scene, objectIn(ctx, 'ask'));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, ''));
  },
};
