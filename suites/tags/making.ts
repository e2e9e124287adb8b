import type { JsonObject } from '../../specs/contract.ts';
import type { CallParameters, Outcome, Tag } from '../../targets/target.ts';
import type { CheckBody, CheckContext } from '../check.ts';
import { bystander, makePair, makingParameters, removeLater } from '../flows.ts';
import { accepted, judgeAnswer } from '../judges/answer.ts';
import { judgeNothingLeft, printTags } from '../judges/state.ts';
import { judgeTags } from '../judges/tags.ts';
import { mustFind, pairsHolding, stillThere } from '../lookups.ts';
import { hasTags, needCapability } from '../scenes/capabilities.ts';
import { sent } from '../shapes/sending.ts';
import { objectIn, textIn } from '../values.ts';
import { alterationGiven } from '../wire/alteration.ts';
import { tagsFrom } from './sets.ts';

/** Up to how many tags, and how many characters of each, a message prints. */
const PRINTED = { tags: 4, characters: 40 } as const;

/** Given: `tags` (see `tagsFrom`), and `where`: `answer` or `describe`, to look at one of them only. */
export const kept: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with these tags beside one with other tags, and compares the tags in the response and in a describe with those that were sent, as sets.',
  uses: ['describe'],
  async run(ctx) {
    needCapability(ctx, 'tags');
    const { operation, expects } = ctx.requirement;
    await makePair(ctx, operation, { tags: tagsFrom(ctx, { plain: 2 }), beside: true });
    const tags = tagsFrom(ctx, objectIn(ctx, 'tags'));
    const { name, outcome } = await makeTagged(ctx, { tags });
    const altered = ctx.given.wire === undefined ? '' : `, ${alterationGiven(ctx)}`;
    ctx.must(judgeAnswer(ctx.contract, outcome, expects, `with ${inWords(ctx.given, tags)}${altered}`));
    if (outcome.kind !== 'accepted') return;
    const where = ctx.given.where;
    const [answered] = accepted(outcome).keyPairs;
    if (where !== 'describe') ctx.note(judgeTags(tags, { tags: answered?.tags, exchange: outcome.exchange }));
    if (where !== 'answer') ctx.note(judgeTags(tags, await mustFind(ctx, name)));
  },
};

/** Given: `wire` beside what `kept` takes: how the tags are put into the request. */
export const sentOtherwise: CheckBody = {
  ...kept,
  method:
    'Makes a key pair with these tags, put into the request in this way, and compares the tags in the response and in a describe with what they mean.',
  wire: true,
};

/** Given: `tags`, `twin` (accepted tags that differ in one thing), `scope` (a resource type, null for none at all). */
export const refused: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with acceptable tags, then sends the same call with the tags of this requirement: it must be rejected exactly so, and a list of all key pairs must not return it.',
  uses: ['describe'],
  async run(ctx) {
    needCapability(ctx, 'tags');
    const { operation, expects } = ctx.requirement;
    const twin = await makePair(ctx, operation, {
      tags: tagsFrom(ctx, objectIn(ctx, 'twin', { plain: 2 })),
      ...(ctx.given.twin === undefined && { beside: true }),
    });
    const tags = tagsFrom(ctx, objectIn(ctx, 'tags', { plain: 2 }));
    const scope = ctx.given.scope;
    const tagScope = scope === undefined ? {} : { tagScope: scope === null ? null : String(scope) };
    const { name, outcome } = await makeTagged(ctx, { tags, ...tagScope });
    ctx.note(judgeAnswer(ctx.contract, outcome, expects, `with ${inWords(ctx.given, tags)}`));
    if (outcome.kind === 'refused')
      ctx.note(judgeNothingLeft(await pairsHolding(ctx, name), 'the rejected call'));
    await stillThere(ctx, twin);
  },
};

/**
 * Given: `where`: `answer` (no tag is shown; whether the set is left out is a matter of the shape) or `describe` (the set
 * is there and empty).
 */
export const untagged: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair without tags beside one with tags, and looks at the set of tags in one response.',
  uses: ['describe'],
  async run(ctx) {
    const { operation } = ctx.requirement;
    if (hasTags(ctx)) await makePair(ctx, operation, { tags: tagsFrom(ctx, { plain: 2 }), beside: true });
    const made = await makePair(ctx, operation);
    const inAnswer = textIn(ctx, 'where') === 'answer';
    const { tags, exchange } = inAnswer ? made.view : await mustFind(ctx, made.name);
    if (tags === undefined ? inAnswer : tags.length === 0) return;
    ctx.must(
      tags === undefined
        ? { code: 'missing-value', facts: { field: 'set of tags' }, exchange }
        : judgeTags([], { tags, exchange }, 'of a key pair without tags'),
    );
  },
};

/** Given: nothing. */
export const apart: CheckBody = {
  kind: 'example',
  method:
    'Makes four key pairs, two with different values under one key and, before and after these, one without tags: each shows its own.',
  uses: ['describe'],
  async run(ctx) {
    needCapability(ctx, 'tags');
    const { operation } = ctx.requirement;
    const [key, only] = [ctx.random.text(8), ctx.random.text(9)];
    const sets: readonly (readonly Tag[])[] = [
      [{ key, value: ctx.random.text(8) }],
      [
        { key, value: ctx.random.text(9) },
        { key: only, value: ctx.random.text(4) },
      ],
      [],
    ];
    const plain = await bystander(ctx);
    const names: string[] = [];
    for (const tags of sets) {
      names.push((await makePair(ctx, operation, tags.length === 0 ? {} : { tags })).name);
    }
    for (const [index, name] of names.entries()) {
      ctx.note(judgeTags(sets[index] ?? [], await mustFind(ctx, name), 'of one of several'));
    }
    ctx.note(judgeTags([], await mustFind(ctx, plain.name), 'of a key pair without tags'));
  },
};

async function makeTagged(
  ctx: CheckContext,
  parameters: Pick<CallParameters, 'tags' | 'tagScope'>,
): Promise<{ readonly name: string; readonly outcome: Outcome }> {
  const { operation } = ctx.requirement;
  const name = ctx.name();
  removeLater(ctx, name);
  const outcome = await ctx.call({
    operation,
    parameters: { ...makingParameters(ctx, operation, name), ...parameters },
    ...sent(ctx),
  });
  return { name, outcome };
}

function inWords(given: JsonObject, tags: readonly Tag[]): string {
  const { scope } = given;
  if (scope === null) return 'tags for no resource type';
  if (scope !== undefined) return `tags for the resource type ${JSON.stringify(scope)}`;
  const [first] = tags;
  if (first === undefined || tags.length > PRINTED.tags) return `${tags.length} tags`;
  const isShort = tags.every(({ key, value }) => key.length + value.length <= PRINTED.characters);
  if (isShort) return `the tags ${printTags(tags)}`;
  return `a tag with a key of ${[...first.key].length} and a value of ${[...first.value].length} characters`;
}
