import type { Filter } from '../targets/target.ts';
import type { CheckBody, Suite } from './check.ts';
import { makePair } from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { needCapability } from './scenes/capabilities.ts';
import { anySet } from './tags/any-set.ts';
import { changedLater } from './tags/changed-later.ts';
import { apart, kept, refused, sentOtherwise, untagged } from './tags/making.ts';
import { textIn } from './values.ts';

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
