import type { Expectation, JsonObject } from '../specs/contract.ts';
import type { Accepted, CallParameters, KeyPairView, Outcome } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import { judgeAnswer } from './judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from './judges/state.ts';
import { judgeEqual } from './judges/values.ts';
import { everyPair, type Listing, lookUp, type Sight } from './lookups.ts';
import { actor, type Scene } from './scenes/actors.ts';
import { parametersFrom, sceneGiven } from './scenes/asking.ts';
import { fill } from './scenes/template.ts';
import { objectIn } from './values.ts';

/** A delete from `given`, with what has to come of it. */
interface Deletion {
  readonly parameters: CallParameters;
  /** Labels of the key pairs that are gone afterwards. */
  readonly gone: readonly string[];
  /** Id in the answer; null for none, undefined where it is not judged. */
  readonly id: string | null | undefined;
  readonly acknowledged: string | undefined;
}

/**
 * Given: `pairs` (see `setScene`), `ask` (parameters of the delete, a template), `gone` (labels), and of the answer `id`
 * (a template, or null for none) and `acknowledged`; `twin` is another delete, with the same keys, that is sent
 * afterwards and accepted: the one that differs in one thing, or the very same again. `repeated: true` where it names what
 * other checks may have made too: of two such deletes the second meets nothing. What was to be gone is looked for only
 * after a delete that was not rejected: that a rejected one removed nothing has requirements of its own.
 */
const leaves: CheckBody = {
  kind: 'example',
  method:
    'Makes key pairs of which some only nearly fit, deletes, checks the response, and looks every one of them up: those that were named are gone, all others are as they were.',
  uses: ['describe'],
  async run(ctx) {
    const scene = await sceneGiven(ctx);
    const before = await viewsOf(ctx, scene);
    const first = deletionFrom(scene, ctx.given);
    const outcome = await sendAndJudge(ctx, first, ctx.requirement.expects);
    if (ctx.given.repeated === true) await sendAndJudge(ctx, first, ctx.requirement.expects);
    const judged = outcome.kind === 'refused' ? without(before, first.gone) : before;
    await noteState(ctx, { scene, before: judged, gone: first.gone, what: 'the delete' });
    if (ctx.given.twin === undefined) return;
    const second = deletionFrom(scene, objectIn(ctx, 'twin'));
    await sendAndJudge(ctx, second, { outcome: 'accepted' });
    const gone = [...first.gone, ...second.gone];
    await noteState(ctx, { scene, before: judged, gone, what: 'the second delete' });
  },
};

function deletionFrom(scene: Scene, given: JsonObject): Deletion {
  const { ask, gone, id, acknowledged } = given;
  return {
    parameters: parametersFrom(scene, (ask ?? {}) as JsonObject),
    gone: Array.isArray(gone) ? gone.map(String) : [],
    id: typeof id === 'string' ? String(fill(scene, id)) : id === null ? null : undefined,
    acknowledged: typeof acknowledged === 'string' ? acknowledged : undefined,
  };
}

async function sendAndJudge(ctx: CheckContext, deletion: Deletion, expects: Expectation): Promise<Outcome> {
  const outcome = await ctx.call({ operation: 'delete', parameters: deletion.parameters });
  ctx.note(judgeAnswer(ctx.contract, outcome, expects, ''));
  if (outcome.kind !== 'accepted') return outcome;
  ctx.note(judgeAnsweredId(outcome, deletion));
  ctx.note(judgeAcknowledged(outcome, deletion));
  return outcome;
}

function judgeAnsweredId({ deleted, exchange }: Accepted, { id }: Deletion): Judgement {
  return id === undefined
    ? undefined
    : judgeEqual('wrong-id', id ?? undefined, { value: deleted?.id, exchange });
}

function judgeAcknowledged({ deleted, exchange }: Accepted, { acknowledged }: Deletion): Judgement {
  return acknowledged === undefined
    ? undefined
    : judgeEqual('wrong-acknowledgment', acknowledged, { value: deleted?.acknowledged, exchange });
}

async function viewsOf(ctx: CheckContext, { actors }: Scene): Promise<ReadonlyMap<string, KeyPairView>> {
  const views = new Map<string, KeyPairView>();
  const look = looking(ctx);
  for (const { label, name, region, deleted } of actors.values()) {
    if (deleted) continue;
    const { pair, exchange } = await look(name, region);
    if (pair === undefined) ctx.must({ code: 'key-pair-not-shown', facts: { name }, exchange });
    else views.set(label, withoutTime(pair));
  }
  return views;
}

function without<T>(all: ReadonlyMap<string, T>, labels: readonly string[]): ReadonlyMap<string, T> {
  return new Map([...all].filter(([label]) => !labels.includes(label)));
}

/** Looks key pairs up one by one by their names; where requests are expensive, in one list of each region. */
function looking(ctx: CheckContext): (name: string, region: string) => Promise<Sight> {
  const listings = new Map<string, Promise<Listing>>();
  return async (name, region) => {
    if (!ctx.frugal) return lookUp(ctx, name, { region });
    const listing = listings.get(region) ?? everyPair(ctx, region);
    listings.set(region, listing);
    const { pairs, exchange } = await listing;
    return { pair: pairs.find((pair) => pair.name === name), exchange };
  };
}

/** A create time that changes is a fault of describes and says nothing about a delete. */
function withoutTime<View extends KeyPairView>({ createdAt: _, ...view }: View): Omit<View, 'createdAt'> {
  return view;
}

/** What a delete must have done to the key pairs of a scene. */
interface Change {
  readonly scene: Scene;
  readonly before: ReadonlyMap<string, KeyPairView>;
  /** Labels of what is gone; everything else is as it was. */
  readonly gone: readonly string[];
  readonly what: string;
}

async function noteState(ctx: CheckContext, { scene, before, gone, what }: Change): Promise<void> {
  const look = looking(ctx);
  for (const [label, view] of before) {
    const { name, region } = actor(scene, label);
    const after = await look(name, region);
    if (gone.includes(label)) ctx.note(judgeNothingLeft(after, what));
    else {
      const pair = after.pair && withoutTime(after.pair);
      ctx.note(judgeUntouched(view, { ...after, pair }, `${what} (of the key pair "${label}")`));
    }
  }
}

/** What a delete removes, what it answers, and what it must leave alone. */
export const deletes: Suite = { topic: 'delete', bodies: { leaves } };
