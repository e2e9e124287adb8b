import type { OperationRole } from '../specs/contract.ts';
import type { CallParameters, KeyPairView, Tag } from '../targets/target.ts';
import type { CheckBody, CheckContext, Judgement, Suite } from './check.ts';
import {
  anyPair,
  bystander,
  deletePair,
  deletion,
  freshPublicKey,
  importPair,
  makePair,
  makingParameters,
  removeLater,
} from './flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { judgeNothingLeft, judgeUntouched, printTags } from './judges/state.ts';
import { judgeDifferent } from './judges/values.ts';
import { byId, lookUp, mustFind, naming, type ShownPair, type Sight } from './lookups.ts';
import { toldOf } from './scenes/actors.ts';
import { hasTags, needCapability } from './scenes/capabilities.ts';
import { textIn } from './values.ts';

/** Given: `by` (name or id). */
const unseen: CheckBody = {
  kind: 'example',
  method:
    'Describes a key pair in its own region, which returns it, and in another, where it must be handled as one that does not exist.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const made = await anyPair(ctx, { region: ctx.secondRegion });
    const parameters =
      textIn(ctx, 'by') === 'id' ? idIn(ctx, 'describe', toldOf(made.view, 'id')) : naming(ctx, made.name);
    const own = await ctx.call({ operation: 'describe', region: ctx.secondRegion, parameters });
    ctx.must(judgeAccepted(own, 'in the region of the key pair'));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    const what = 'of a key pair of another region';
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what));
    if (outcome.kind !== 'accepted') return;
    const labels = new Map([[made.name, 'of another region']]);
    ctx.must(judgeShown(outcome, { expected: [], labels, detail: what, others: false }));
  },
};

/**
 * Given: `value` (name, id, fingerprint or tag), of which both key pairs' values are asked for, and `filter`, the name of
 * the filter (`<tag>` in it stands for a tag key), or the describe has a parameter for the value; neither, everything is.
 */
const apart: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair with one tag, and of one key where keys are imported, under a name of its own in each of two regions and asks both regions for both: each shows its own key pair and not the other.',
  uses: [],
  anyMaking: true,
  async run(ctx) {
    const tags = tagsWhere(ctx);
    const key = freshPublicKey(ctx);
    const here = await anyPair(ctx, { key, tags });
    const there = await anyPair(ctx, { key, tags, region: ctx.secondRegion });
    const views = [await mustFind(ctx, here.name), await mustFind(ctx, there.name, { region: there.region })];
    const questions = ctx.given.value === undefined ? [EVERYTHING] : questionsFor(ctx, views, tags);
    const labels = new Map([
      [here.name, `of ${here.region}`],
      [there.name, `of ${there.region}`],
    ]);
    for (const { parameters, fits } of questions) {
      for (const { name, region } of [here, there]) {
        const outcome = await ctx.call({ operation: 'describe', region, parameters });
        const what = `in ${region}`;
        ctx.must(judgeAccepted(outcome, what));
        const expected = fits === undefined || fits.includes(name) ? [name] : [];
        // Whether a filter keeps out others of the same region is the business of the requirements on filters.
        ctx.note(judgeShown(accepted(outcome), { expected, labels, detail: what, others: true }));
      }
    }
  },
};

/** Given: nothing. */
const sameName: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair of one name in two regions with different tags; neither region shows the id, the fingerprint or a tag of the other.',
  uses: ['describe'],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const name = ctx.name();
    const made: Owned[] = [];
    for (const region of [ctx.region, ctx.secondRegion]) {
      const tags = tagsWhere(ctx);
      made.push({ tags, region, answer: (await makePair(ctx, operation, { name, region, tags })).view });
    }
    for (const own of made) {
      const shown = await mustFind(ctx, name, { region: own.region });
      const other = made.find((one) => one !== own) ?? own;
      ctx.note(judgeOwn(shown, own, other));
    }
  },
};

/** Given: nothing. */
const duplicate: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair of one name in two regions, then one more in the second: only the third is rejected as a duplicate, and both stay as they were.',
  uses: ['describe'],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const { name } = await makePair(ctx, operation);
    await makePair(ctx, operation, { name, region: ctx.secondRegion });
    const before = await both(ctx, name);
    const parameters = makingParameters(ctx, operation, name);
    const outcome = await ctx.call({ operation, region: ctx.secondRegion, parameters });
    const what = `under a name that is taken in both regions`;
    ctx.note(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what));
    const after = [
      await lookUp(ctx, name, { publicKey: true }),
      await lookUp(ctx, name, { region: ctx.secondRegion, publicKey: true }),
    ];
    for (const [index, view] of before.entries()) {
      ctx.note(judgeUntouched(view, at(after, index), 'the rejected call'));
    }
  },
};

/** Given: `by` (name or id). The names of the two key pairs differ. */
const deleteElsewhere: CheckBody = {
  kind: 'example',
  method:
    'Deletes in one region what exists in another only: the response must be this one, and a describe must return the key pairs of both regions as they were.',
  uses: ['describe'],
  async run(ctx) {
    const here = await anyPair(ctx);
    const there = await anyPair(ctx, { region: ctx.secondRegion });
    const before = [
      await mustFind(ctx, here.name),
      await mustFind(ctx, there.name, { region: there.region }),
    ];
    const outcome = await ctx.call({ operation: 'delete', parameters: deletionBy(ctx, before[1] ?? {}) });
    const what = 'of a key pair of another region';
    // Where either answer is allowed, how it is refused is a requirement of its own.
    const { expects } = ctx.requirement;
    if (!('either' in expects) || outcome.kind === 'unreadable' || outcome.status >= 500)
      ctx.note(judgeAnswer(ctx.contract, outcome, expects, what));
    const after = [await lookUp(ctx, here.name), await lookUp(ctx, there.name, { region: there.region })];
    for (const [index, view] of before.entries()) {
      ctx.note(judgeUntouched(view, at(after, index), 'a delete in another region'));
    }
  },
};

/** Given: `by` (name or id). Both key pairs have one name, and one key where keys are imported. */
const deleteOne: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair of one name, and of one key where keys are imported, in two regions and deletes it in one: it is gone there, and the other region shows it as it was.',
  uses: ['describe'],
  anyMaking: true,
  async run(ctx) {
    const key = freshPublicKey(ctx);
    const { name } = await anyPair(ctx, { key });
    await anyPair(ctx, { name, key, region: ctx.secondRegion });
    const [here, there] = await both(ctx, name);
    const outcome = await ctx.call({ operation: 'delete', parameters: deletionBy(ctx, here ?? {}) });
    ctx.must(judgeAccepted(outcome, 'of an existing key pair'));
    const left = await lookUp(ctx, name);
    ctx.note(judgeNothingLeft(left, 'the delete'));
    const other = await lookUp(ctx, name, { region: ctx.secondRegion, publicKey: true });
    ctx.note(judgeUntouched(there ?? {}, other, 'a delete in another region'));
  },
};

/** Given: nothing. */
const sameKey: CheckBody = {
  kind: 'example',
  method:
    'Imports one key under one name in two regions, deletes and imports another under that name in the first: the second region still has the first key.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const { name, key } = await importPair(ctx);
    await importPair(ctx, { name, key, region: ctx.secondRegion });
    const [, there] = await both(ctx, name);
    await deletePair(ctx, name);
    const again = await ctx.call({ operation: 'import', parameters: makingParameters(ctx, 'import', name) });
    removeLater(ctx, name).answered(again);
    ctx.must(
      judgeAnswer(ctx.contract, again, ctx.requirement.expects, 'under the name of a deleted key pair'),
    );
    const after = await lookUp(ctx, name, { region: ctx.secondRegion, publicKey: true });
    ctx.note(judgeUntouched(there ?? {}, after, 'a new key under that name in another region'));
  },
};

function at(sights: readonly Sight[], index: number): Sight {
  const sight = sights[index];
  if (sight === undefined) throw new Error('there is a sight of every key pair');
  return sight;
}

async function both(ctx: CheckContext, name: string): Promise<readonly KeyPairView[]> {
  return [
    await mustFind(ctx, name, { publicKey: true }),
    await mustFind(ctx, name, { region: ctx.secondRegion, publicKey: true }),
  ];
}

function deletionBy(ctx: CheckContext, view: KeyPairView): CallParameters {
  return textIn(ctx, 'by') === 'id'
    ? idIn(ctx, 'delete', toldOf(view, 'id'))
    : deletion(ctx, view.name ?? '');
}

function idIn({ contract }: CheckContext, operation: OperationRole, id: string): CallParameters {
  return byId(contract, operation, id) ?? { id };
}

/** A describe, and the names of the key pairs that fit it where not both do. */
interface Question {
  readonly parameters: CallParameters;
  readonly fits?: readonly string[];
}

const EVERYTHING: Question = { parameters: {} };

function questionsFor(
  ctx: CheckContext,
  views: readonly KeyPairView[],
  tags: readonly Tag[],
): readonly Question[] {
  const [tag] = tags;
  if (textIn(ctx, 'value') === 'tag') {
    needCapability(ctx, 'tags');
    const name = textIn(ctx, 'filter').replace('<tag>', tag?.key ?? '');
    return [{ parameters: { filters: [{ name, values: [tag?.value ?? ''] }] } }];
  }
  const field = textIn(ctx, 'value') as 'name' | 'id' | 'fingerprint';
  const values = [...new Set(views.map((view) => view[field] ?? ''))];
  if (ctx.given.filter !== undefined)
    return [{ parameters: { filters: [{ name: textIn(ctx, 'filter'), values }] } }];
  // A parameter takes one value; that of an imported key fits both.
  return values.map((value) => ({
    parameters: { [field]: value },
    fits: views.filter((view) => view[field] === value).map(({ name = '' }) => name),
  }));
}

function tagsWhere(ctx: CheckContext): readonly Tag[] {
  return !hasTags(ctx) ? [] : [freshTag(ctx)];
}

function freshTag(ctx: CheckContext): Tag {
  return { key: `k${ctx.random.text(8)}`, value: ctx.random.text(10) };
}

/** What a region was given. */
interface Owned {
  readonly region: string;
  readonly tags: readonly Tag[];
  readonly answer: ShownPair;
}

/** Judges that nothing of the other region's key pair is shown; what is right in itself is judged elsewhere. */
function judgeOwn(shown: ShownPair, own: Owned, other: Owned): Judgement {
  const taken = (['id', 'fingerprint'] as const).filter(
    (field) => own.answer[field] !== other.answer[field] && shown[field] === other.answer[field],
  );
  const tags = (shown.tags ?? []).filter(({ key }) => other.tags.some((tag) => tag.key === key));
  const ids = [other.answer, own.answer].map(({ id: value, exchange }) => ({ value, exchange }));
  const repeated = judgeDifferent('repeated-id', ids, 'for key pairs of two regions');
  if (repeated !== undefined) return repeated;
  if (taken.length === 0 && tags.length === 0) return undefined;
  const print = (view: KeyPairView, of: readonly Tag[]): string =>
    [...taken.map((field) => `${field} ${view[field] ?? 'none'}`), `tags ${printTags(of)}`].join('; ');
  const facts = {
    region: own.region,
    other: other.region,
    fields: [...taken, ...(tags.length > 0 ? ['tags'] : [])],
    expected: print(own.answer, own.tags),
    observed: print(shown, shown.tags ?? []),
  };
  return { code: 'shows-other-region', facts, exchange: shown.exchange };
}

export const isolation: Suite = {
  topic: 'isolation',
  bodies: { unseen, apart, sameName, duplicate, deleteElsewhere, deleteOne, sameKey },
};
