import type { Filter, Tag } from '../targets/target.ts';
import { type CheckBody, type CheckContext, Inconclusive, type Suite, Unsupported } from './check.ts';
import { anyPair, makePair } from './flows.ts';
import { accepted, describeOutcome, judgeAccepted } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { judgeUntouched } from './judges/state.ts';
import { lookUp, mustFind, naming, type ShownPair } from './lookups.ts';
import { needCapability } from './scenes/capabilities.ts';
import { anySet } from './tags/any-set.ts';
import { apart, kept, refused, sentOtherwise, untagged } from './tags/making.ts';
import { textIn } from './values.ts';
import { wireIn } from './wire/alteration.ts';

/** Given: `adding` and `removing`, how a describe of one name becomes the action that changes a tag. */
const changedLater: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs with the same tags, gives one tag of the first another value and then removes it by other actions of the service; a describe shows just that, on the first alone.',
  uses: ['describe'],
  anyMaking: true,
  wire: true,
  async run(ctx) {
    needCapability(ctx, 'tags');
    const [changing, staying] = [oneTag(ctx), oneTag(ctx)];
    // Names of their own: these key pairs are never lent to other checks.
    const names = [ctx.name(), ctx.name()] as const;
    for (const name of names) await anyPair(ctx, { name, tags: [changing, staying] });
    const [first, other] = [await mustFind(ctx, names[0]), await mustFind(ctx, names[1])];
    const changed = { ...changing, value: ctx.random.text(12) };
    await change(ctx, first, 'adding', changed);
    await judge(ctx, { ...first, tags: [changed, staying] }, 'a tag was given another value');
    await change(ctx, first, 'removing', changed);
    await judge(ctx, { ...first, tags: [staying] }, 'a tag was removed');
    await judge(ctx, other, 'the tags of another key pair were changed');
  },
};

function oneTag(ctx: CheckContext): Tag {
  return { key: ctx.random.text(8), value: ctx.random.text(8) };
}

async function change(
  ctx: CheckContext,
  { name = '', id }: ShownPair,
  how: 'adding' | 'removing',
  { key, value }: Tag,
): Promise<void> {
  if (id === undefined) throw new Inconclusive('no response shows the ID of the key pair');
  const wire = wireIn(ctx, { of: how, texts: { id, key, value } });
  const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, name), wire });
  // These actions are none of the contract's: a target that does not have them is not wrong.
  if (outcome.kind !== 'accepted')
    throw new Unsupported(`the target does not change tags: ${describeOutcome(outcome)}`);
}

async function judge(ctx: CheckContext, expected: ShownPair, after: string): Promise<void> {
  ctx.must(judgeUntouched(expected, await lookUp(ctx, expected.name ?? ''), after));
}

/** Given: `prefix`, what stands before the key in the name of the filter over tags. */
const found: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs with one tag key and different values; a filter on the tag shows exactly one of them.',
  uses: ['describe'],
  async run(ctx) {
    needCapability(ctx, 'tags');
    const { operation } = ctx.requirement;
    const key = ctx.random.text(12);
    const value = ctx.random.text(10);
    const made = await makePair(ctx, operation, { tags: [{ key, value }] });
    const other = await makePair(ctx, operation, { tags: [{ key, value: `${value}x` }] });
    const filter: Filter = { name: `${textIn(ctx, 'prefix')}${key}`, values: [value] };
    const outcome = await ctx.call({ operation: 'describe', parameters: { filters: [filter] } });
    ctx.must(judgeAccepted(outcome, ''));
    const labels = new Map([
      [made.name, 'has the tag'],
      [other.name, 'has another value'],
    ]);
    ctx.must(judgeShown(accepted(outcome), { expected: [made.name], labels, detail: '', others: false }));
  },
};

/** Labels of key pairs, given when they are made. */
export const tags: Suite = {
  topic: 'tags',
  bodies: { kept, sentOtherwise, refused, untagged, apart, found, anySet, changedLater },
};
