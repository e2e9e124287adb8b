import { showsField } from '../specs/constraints.ts';
import {
  type CheckBody,
  type CheckContext,
  type Judgement,
  type Mismatch,
  Nonconformity,
  type Suite,
} from './check.ts';
import {
  bystander,
  deletePair,
  importPair,
  makePair,
  makingParameters,
  plainWork,
  removeLater,
} from './flows.ts';
import { accepted, judgeAccepted } from './judges/answer.ts';
import { judgeNothingLeft, judgeUntouched } from './judges/state.ts';
import { judgeDifferent, judgeEqual } from './judges/values.ts';
import { everyPair, type Listing, lookUp, mustFind, naming, type ShownPair } from './lookups.ts';

/** Given: nothing. The least that shows an operation works at all; all other checks of it need this one. */
const works: CheckBody = {
  kind: 'example',
  method:
    'Sends one plain call; it must be accepted, and the response must carry the name that was sent and a fingerprint.',
  uses: [],
  async run(ctx) {
    const { operation } = ctx.requirement;
    const name = ctx.name();
    const removal = removeLater(ctx, name);
    const outcome = await ctx.call({ operation, parameters: makingParameters(ctx, operation, name) });
    removal.answered(outcome);
    ctx.must(judgeAccepted(outcome, ''));
    const { exchange } = outcome;
    const [made = {}] = accepted(outcome).keyPairs;
    ctx.must(judgeEqual('wrong-name', name, { value: made.name, exchange }));
    if (showsField(ctx.contract, operation, 'fingerprint') && (made.fingerprint ?? '') === '')
      ctx.must({ code: 'missing-value', facts: { field: 'fingerprint' }, exchange });
  },
};

/** Given: nothing. */
const shows: CheckBody = {
  kind: 'example',
  method:
    'Makes two key pairs and describes one of them by its name; it must be shown, and a name that nobody has must not.',
  uses: [],
  async run(ctx) {
    await bystander(ctx);
    const made = await bystander(ctx);
    const outcome = await ctx.call({ operation: 'describe', parameters: naming(ctx, made.name) });
    ctx.must(judgeAccepted(outcome, 'of an existing key pair'));
    const shown = accepted(outcome).keyPairs.some((pair) => pair.name === made.name);
    if (!shown)
      ctx.must({ code: 'key-pair-not-shown', facts: { name: made.name }, exchange: outcome.exchange });
    const unknown = ctx.name();
    ctx.must(judgeNothingLeft(await lookUp(ctx, unknown), 'a name that nobody has'));
  },
};

/** Given: nothing. */
const removes: CheckBody = {
  kind: 'example',
  method:
    'Makes three key pairs, deletes the second by its name, and looks all up: it is gone, the others are not.',
  uses: ['describe'],
  async run(ctx) {
    const [older, made, newer] = [await bystander(ctx), await bystander(ctx), await bystander(ctx)];
    await mustFind(ctx, made.name);
    await deletePair(ctx, made.name);
    const left = await lookUp(ctx, made.name);
    ctx.must(judgeNothingLeft(left, 'the delete'));
    // One on either side in time: what deletes the first or the last key pair instead is noticed.
    await mustFind(ctx, older.name);
    await mustFind(ctx, newer.name);
  },
};

/** Given: nothing. */
const wholeLife: CheckBody = {
  kind: 'model',
  method:
    'Absent, made, returned unchanged three times, listed among all, deleted, absent again by name and in the list; an unrelated key pair stays as it was all along.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const unrelated = await bystander(ctx);
    const unrelatedBefore = await mustFind(ctx, unrelated.name, { publicKey: true });
    const name = ctx.name();
    ctx.must(judgeNothingLeft(await lookUp(ctx, name), 'a name that nobody has'));
    const made = await makePair(ctx, ctx.requirement.operation, { name });
    const first = await mustFind(ctx, name, { publicKey: true });
    ctx.must(judgeAgrees('changed-fingerprint', 'fingerprint', made.view, first));
    if (showsField(ctx.contract, 'describe', 'id')) ctx.must(judgeAgrees('wrong-id', 'id', made.view, first));
    for (let look = 0; look < 2; look += 1) {
      ctx.must(judgeUntouched(first, await lookUp(ctx, name, { publicKey: true }), 'a describe'));
    }
    ctx.must(judgeListed(await everyPair(ctx), name, 1));
    await deletePair(ctx, name);
    ctx.must(judgeNothingLeft(await lookUp(ctx, name), 'the delete'));
    ctx.must(judgeListed(await everyPair(ctx), name, 0));
    const unrelatedAfter = await lookUp(ctx, unrelated.name, { publicKey: true });
    ctx.must(judgeUntouched(unrelatedBefore, unrelatedAfter, 'the life of another key pair'));
  },
};

/** Given: nothing. */
const oneKeyManyNames: CheckBody = {
  kind: 'example',
  method:
    'Imports one public key under three names: the fingerprints agree, the IDs differ, and one delete leaves the others.',
  uses: ['describe', 'delete'],
  async run(ctx) {
    const first = await importPair(ctx);
    const others = [await importPair(ctx, { key: first.key }), await importPair(ctx, { key: first.key })];
    for (const other of others) {
      ctx.note(judgeAgrees('changed-fingerprint', 'fingerprint', first.view, other.view));
      const ids = [first.view, other.view].map(({ id: value, exchange }) => ({ value, exchange }));
      ctx.note(judgeDifferent('repeated-id', ids, 'for one public key under two names'));
    }
    await deletePair(ctx, first.name);
    ctx.note(judgeNothingLeft(await lookUp(ctx, first.name), 'the delete'));
    for (const other of others) await mustFind(ctx, other.name);
  },
};

/** Given: nothing. Every call that the contract refuses for its name is made, then plain work goes on. */
const refusalsLeaveNothing: CheckBody = {
  kind: 'model',
  method:
    'Lists all key pairs and has calls rejected in different ways, after each of which plain work goes on as before; then lists again: the lists agree. Also reports what the other calls that are known to break targets changed.',
  uses: ['describe', 'delete'],
  exclusive: true,
  hazard: () => 'aftermath',
  async run(ctx) {
    const { operation } = ctx.requirement;
    ctx.must(judgeAftermath(ctx));
    const existing = await makePair(ctx, operation);
    const changed = await changedByRefusals(ctx, existing.name);
    const { sent } = changed;
    let { change } = changed;
    // What has nothing to do with the names that were sent may be the work of others at the same time.
    for (let again = 0; again < TRIED_AGAIN && change !== undefined && !isRelated(change, sent); again += 1) {
      const before = await everyPair(ctx);
      for (const _ of changed.cases) await plainWork(ctx, operation);
      if (changeOf(namesIn(before), await everyPair(ctx)) !== undefined) return;
      change = (await changedByRefusals(ctx, existing.name)).change;
    }
    ctx.must(change);
  },
};

/** How often a change is looked for again that could be of others. */
const TRIED_AGAIN = 3;

type Change = Extract<Mismatch, { readonly code: 'list-changed' }>;

/** What rejected calls change in the list of all key pairs, and the names that they sent. */
async function changedByRefusals(
  ctx: CheckContext,
  taken: string,
): Promise<{
  readonly change: Change | undefined;
  readonly sent: readonly string[];
  readonly cases: readonly string[];
}> {
  const { operation } = ctx.requirement;
  const before = namesIn(await everyPair(ctx));
  const untrimmed = ctx.name();
  const refusedCalls = {
    'a name that is taken': makingParameters(ctx, operation, taken),
    'an empty name': makingParameters(ctx, operation, ''),
    'no name': makingParameters(ctx, operation),
    'a name with a space before it': makingParameters(ctx, operation, ` ${untrimmed}`),
  };
  // A call that should be refused and is not belongs to another requirement; what it made is taken out here.
  const wronglyMade: string[] = [];
  const cases = Object.entries(refusedCalls).slice(0, ctx.frugal ? 1 : undefined);
  for (const [what, parameters] of cases) {
    const outcome = await ctx.call({ operation, parameters });
    await judgeAfterwards(ctx, `${operation} with ${what}`);
    if (outcome.kind !== 'accepted') continue;
    const made = outcome.keyPairs[0]?.name ?? parameters.name ?? '';
    wronglyMade.push(made);
    if (made !== taken) removeLater(ctx, made);
  }
  const change = changeOf(before, await everyPair(ctx), wronglyMade);
  return { change, sent: [taken, untrimmed], cases: cases.map(([what]) => what) };
}

/** Whether a name that is new or gone is none, or has to do with one that was sent. */
function isRelated({ facts: { added, lost } }: Change, sent: readonly string[]): boolean {
  return [...added, ...lost].some((name) => {
    const small = name.trim().toLowerCase();
    // A part of a name that is shorter than half of it can be anybody's.
    return sent.some((one) => {
      const part = one.toLowerCase().includes(small) && (small === '' || 2 * small.length > one.length);
      return part || small.includes(one.toLowerCase());
    });
  });
}

/** Plain work worked a moment ago; what is wrong with it now is the effect of the call in between. */
async function judgeAfterwards(ctx: CheckContext, cause: string): Promise<void> {
  try {
    await plainWork(ctx, ctx.requirement.operation);
  } catch (error) {
    if (error instanceof Nonconformity) ctx.must(caused(error.mismatch, cause));
    throw error;
  }
}

/** What other checks broke: with an import those of import, with a create all others. */
function judgeAftermath({ aftermath, requirement }: CheckContext): Judgement {
  const own = aftermath.filter(
    ({ operation }) => (operation === 'import') === (requirement.operation === 'import'),
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const others = own.length === 1 ? [] : [`so did ${own.length - 1} other checks`];
  return caused(first.effect, `the last call of ${first.requirement}`, others);
}

function caused(effect: Mismatch, cause: string, hints: readonly string[] = []): Mismatch {
  const causes = [`caused by ${cause}: before it plain work in the region was done`, ...hints];
  return { ...effect, hints: [...causes, ...(effect.hints ?? [])] };
}

function namesIn({ pairs }: Listing): readonly string[] {
  return pairs.map(({ name = '' }) => name).sort();
}

/** How a list differs from the names before; `made` are those that are known to be new. */
function changeOf(
  before: readonly string[],
  listing: Listing,
  made: readonly string[] = [],
): Change | undefined {
  const after = namesIn(listing);
  const added = after.filter((name) => !before.includes(name) && !made.includes(name));
  const lost = before.filter((name) => !after.includes(name));
  if (added.length === 0 && lost.length === 0) return undefined;
  return { code: 'list-changed', facts: { added, lost }, exchange: listing.exchange };
}

/** Judges that a later view has the value of the answer, where the answer has one. */
function judgeAgrees(
  code: 'changed-fingerprint' | 'wrong-id',
  field: 'fingerprint' | 'id',
  answered: ShownPair,
  shown: ShownPair,
): Judgement {
  const value = answered[field];
  return value === undefined
    ? undefined
    : judgeEqual(code, value, { value: shown[field], exchange: shown.exchange });
}

function judgeListed({ pairs, exchange }: Listing, name: string, expected: number): Judgement {
  const found = pairs.filter((pair) => pair.name === name);
  if (found.length === expected) return undefined;
  const facts = { name, times: found.length, expected };
  return { code: 'listed-otherwise', facts, exchange: found.at(-1)?.exchange ?? exchange };
}

export const lifecycle: Suite = {
  topic: 'lifecycle',
  bodies: { works, shows, removes, wholeLife, oneKeyManyNames, refusalsLeaveNothing },
};
