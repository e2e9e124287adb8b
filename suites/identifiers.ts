import { formatRule } from '../specs/constraints.ts';
import { textPattern } from '../specs/pattern.ts';
import type { CallParameters } from '../targets/target.ts';
import type { CheckBody, CheckContext, Suite } from './check.ts';
import {
  anyPair,
  bystander,
  deletePair,
  importPair,
  type Made,
  makePair,
  makingParameters,
  removeLater,
} from './flows.ts';
import { accepted, judgeAccepted, judgeAnswer } from './judges/answer.ts';
import { judgeShown } from './judges/shown.ts';
import { judgeDifferent, judgeEqual, type ShownValue } from './judges/values.ts';
import { byId, everyPair, lookUp, mustFind, pairsIn, type ShownPair } from './lookups.ts';
import { inParallel } from './parallel.ts';
import { textIn } from './values.ts';

/** How often a name is used again where ids are compared. */
const LIVES = 3;

/** Key pairs of which no two have one id, where requests are expensive. */
const FEW = 8;

/** Given: `format`, the id of a format of the contract. */
const wellFormed: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair and looks at the form of the ID: in the response, or in a describe where the requirement is about that.',
  uses: ['describe'],
  async run(ctx) {
    const described = ctx.requirement.operation === 'describe';
    const made = await (described ? anyPair(ctx) : makePair(ctx, ctx.requirement.operation));
    const { id, exchange } = described ? await mustFind(ctx, made.name) : made.view;
    const { pattern } = formatRule(ctx.contract, textIn(ctx, 'format'));
    if (id !== undefined && textPattern(pattern).test(id)) return;
    ctx.must({ code: 'wrong-format', facts: { field: 'key pair ID', pattern, observed: id }, exchange });
  },
};

/** Given: `count`. */
const unique: CheckBody = {
  kind: 'example',
  method: 'Makes many key pairs; no two responses may have the same ID.',
  uses: [],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const seen: ShownValue[] = [];
    const count = Math.min(Number(ctx.given.count), ctx.frugal ? FEW : Infinity);
    const names = Array.from({ length: count }, () => ctx.name());
    await inParallel(names, ctx.target.concurrency, async (name) => {
      removeLater(ctx, name);
      const parameters = makingParameters(ctx, operation, name);
      const outcome = await ctx.call({ operation, parameters }, { bulk: true });
      ctx.must(judgeAccepted(outcome, `of one of many key pairs`));
      const answer = accepted(outcome);
      const [made = { exchange: answer.exchange }] = pairsIn(answer);
      seen.push({ value: mustHaveId(ctx, made), exchange: answer.exchange });
      ctx.must(judgeDifferent('repeated-id', seen, 'for different key pairs'));
    });
  },
};

/** Given: nothing. */
const newEachTime: CheckBody = {
  kind: 'example',
  method: `Makes and deletes a key pair of one name ${LIVES} times over; every life has another id.`,
  uses: ['delete'],
  async run(ctx) {
    await bystander(ctx);
    const name = ctx.name();
    const ids: ShownValue[] = [];
    for (let life = 0; life < LIVES; life += 1) {
      const made = await makePair(ctx, ctx.requirement.operation, { name });
      ids.push(idOf(ctx, made.view));
      if (life < LIVES - 1) await deletePair(ctx, name);
    }
    ctx.must(judgeDifferent('repeated-id', ids, 'for a name that is used again'));
  },
};

/** Given: nothing. */
const agrees: CheckBody = {
  kind: 'example',
  method:
    'Makes a key pair and compares the ID of the response with the one that a describe of its name returns.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const made = await makePair(ctx, ctx.requirement.operation);
    const answered = mustHaveId(ctx, made.view);
    const shown = await mustFind(ctx, made.name);
    ctx.must(judgeEqual('wrong-id', answered, { value: shown.id, exchange: shown.exchange }));
  },
};

/** Given: nothing. */
const addresses: CheckBody = {
  kind: 'example',
  method: 'Makes two key pairs and describes by the id of one: exactly that one is shown.',
  uses: ['describe'],
  async run(ctx) {
    await bystander(ctx);
    const made = await makePair(ctx, ctx.requirement.operation);
    const parameters = describing(ctx, mustHaveId(ctx, made.view));
    const outcome = await ctx.call({ operation: 'describe', parameters });
    ctx.must(judgeAccepted(outcome, 'that the response gave'));
    ctx.must(
      judgeShown(accepted(outcome), {
        expected: [made.name],
        labels: new Map([[made.name, 'the key pair of that id']]),
        detail: '',
        others: false,
      }),
    );
  },
};

/** Given: nothing. */
const stable: CheckBody = {
  kind: 'example',
  method: 'Describes one key pair several times by name, by id and among all; the id is always the same.',
  uses: ['describe'],
  async run(ctx) {
    const { name } = await anyPair(ctx);
    const first = mustHaveId(ctx, await mustFind(ctx, name));
    await bystander(ctx);
    const outcome = await ctx.call({ operation: 'describe', parameters: describing(ctx, first) });
    ctx.must(judgeAccepted(outcome, ''));
    const listing = await everyPair(ctx);
    const sights = [
      await lookUp(ctx, name),
      { pair: pairsIn(accepted(outcome)).find((pair) => pair.name === name), exchange: outcome.exchange },
      { pair: listing.pairs.find((pair) => pair.name === name), exchange: listing.exchange },
      await lookUp(ctx, name),
    ];
    for (const { pair, exchange } of sights) {
      ctx.must(judgeEqual('wrong-id', first, { value: pair?.id, exchange: pair?.exchange ?? exchange }));
    }
  },
};

/** Given: nothing. */
const apartByRegion: CheckBody = {
  kind: 'example',
  method: 'Makes a key pair of one name in two regions; the ids differ.',
  uses: [],
  async run(ctx) {
    const first = await makePair(ctx, ctx.requirement.operation);
    const second = await makePair(ctx, ctx.requirement.operation, {
      name: first.name,
      region: ctx.secondRegion,
    });
    ctx.must(judgeDifferent('repeated-id', idsOf(ctx, [first, second]), 'for one name in two regions'));
  },
};

/** Given: nothing. */
const notFromKey: CheckBody = {
  kind: 'example',
  method:
    'Imports one key under one name, under another, in another region, and under the first name again after a delete: four IDs.',
  uses: ['delete'],
  async run(ctx) {
    const first = await importPair(ctx);
    const { key, name } = first;
    const others = [
      await importPair(ctx, { key }),
      await importPair(ctx, { key, name, region: ctx.secondRegion }),
    ];
    await deletePair(ctx, name);
    const again = await importPair(ctx, { key, name });
    const ids = idsOf(ctx, [first, ...others, again]);
    ctx.must(judgeDifferent('repeated-id', ids, 'for one key that is imported several times'));
  },
};

/** Given: nothing. */
const notAfterDelete: CheckBody = {
  kind: 'example',
  method:
    'Describes a key pair by its id, deletes it, makes another of the same name, and describes by the old id again, which must be rejected exactly so.',
  uses: ['delete'],
  async run(ctx) {
    await bystander(ctx);
    const first = await anyPair(ctx);
    const parameters = describing(ctx, mustHaveId(ctx, first.view));
    ctx.must(judgeAccepted(await ctx.call({ operation: 'describe', parameters }), ''));
    await deletePair(ctx, first.name);
    await anyPair(ctx, { name: first.name });
    const outcome = await ctx.call({ operation: 'describe', parameters });
    const what = 'of a deleted key pair whose name is in use again';
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, what));
  },
};

/** The parameters of a describe of this id; a provider whose ids are shown and not taken is asked by none. */
function describing({ contract }: CheckContext, id: string): CallParameters {
  return byId(contract, 'describe', id) ?? { id };
}

function idsOf(ctx: CheckContext, pairs: readonly Made[]): readonly ShownValue[] {
  return pairs.map(({ view }) => idOf(ctx, view));
}

function idOf(ctx: CheckContext, view: ShownPair): ShownValue {
  return { value: mustHaveId(ctx, view), exchange: view.exchange };
}

function mustHaveId(ctx: CheckContext, { id, exchange }: ShownPair): string {
  if (id === undefined) ctx.must({ code: 'missing-value', facts: { field: 'key pair ID' }, exchange });
  return id ?? '';
}

export const identifiers: Suite = {
  topic: 'identifier',
  bodies: {
    wellFormed,
    unique,
    newEachTime,
    agrees,
    addresses,
    stable,
    apartByRegion,
    notFromKey,
    notAfterDelete,
  },
};
