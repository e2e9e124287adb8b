import { nameWithEnd } from '../../specs/constraints.ts';
import type { Json, JsonObject } from '../../specs/contract.ts';
import type { KeyPairView, Tag } from '../../targets/target.ts';
import { type CheckContext, Unsupported } from '../check.ts';
import { deletePair, freshPublicKey, type Made, makePair, type Wish } from '../flows.ts';
import type { PublicMaterial } from '../keys/material.ts';
import { mustFind } from '../lookups.ts';
import type { Actor, Scene } from './actors.ts';
import { needCapability } from './capabilities.ts';
import { fill } from './template.ts';

/**
 * Makes the key pairs of `given.pairs` in their order. Each has a label and, all optional: `name` (a template, `<stem>-LABEL`
 * by default, with what the provider takes for the hyphen), `tags` (an object, key to value, both templates), `made: create` (import by default); the other operation
 * is used where that one does not work), `like` (the label of an imported pair whose public key it shares), `region: second`, `deleted: true`.
 */
export async function setScene(ctx: CheckContext, pairs: JsonObject): Promise<Scene> {
  const actors = new Map<string, Actor>();
  const scene: Scene = { stem: ctx.name(), actors };
  const keys = new Map<string, PublicMaterial>();
  for (const [label, wishes] of Object.entries(pairs)) {
    const { name, tags, made: how, like, region, deleted } = wishes as JsonObject;
    if (like !== undefined && ctx.making() !== 'import')
      throw new Unsupported('only an import puts one public key under two names');
    const key = keys.get(String(like)) ?? freshPublicKey(ctx);
    keys.set(label, key);
    const wish: Wish = {
      name: name === undefined ? nameWithEnd(ctx.contract, scene.stem, label) : String(fill(scene, name)),
      ...(region === 'second' && { region: ctx.secondRegion }),
      ...(tags !== undefined && { tags: tagsIn(ctx, fill(scene, tags)) }),
    };
    const made = await makeActor(ctx, how, wish, key);
    const { region: where } = made;
    actors.set(label, {
      label,
      name: made.name,
      region: where,
      view: await wellKnown(ctx, made),
      deleted: deleted === true,
    });
    if (deleted === true) await deletePair(ctx, made.name, where);
  }
  return scene;
}

function makeActor(ctx: CheckContext, how: Json | undefined, wish: Wish, key: PublicMaterial): Promise<Made> {
  return makePair(ctx, ctx.making(how === 'create' ? 'create' : 'import'), { ...wish, key });
}

/** Whether the answer that made a pair shows its id and fingerprint is judged elsewhere; a describe may know better. */
async function wellKnown(ctx: CheckContext, made: Made): Promise<KeyPairView> {
  if (made.view.id !== undefined && made.view.fingerprint !== undefined) return made.view;
  return { ...(await mustFind(ctx, made.name, { region: made.region })), ...made.view };
}

function tagsIn(ctx: CheckContext, tags: Json): readonly Tag[] {
  needCapability(ctx, 'tags');
  return Object.entries(tags as JsonObject).map(([key, value]) => ({ key, value: String(value) }));
}
