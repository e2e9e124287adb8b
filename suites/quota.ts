import type { Outcome } from '../targets/target.ts';
import { type CheckBody, type CheckContext, type Judgement, NotSelected, type Suite } from './check.ts';
import {
  anyPair,
  asStatement,
  bystander,
  deletePair,
  makePair,
  makingParameters,
  ownMaking,
  remove,
} from './flows.ts';
import { playAtEdge } from './histories/edge.ts';
import { type describeOutcome, judgeAccepted, judgeAnswer } from './judges/answer.ts';
import { judgeNothingLeft } from './judges/state.ts';
import { everyPair, lookUp, mustFind } from './lookups.ts';
import { everyInParallel, inParallel } from './parallel.ts';

/** How many key pairs a probe makes: more than the tiny limits of hasty emulators, few enough for a real account. */
const PROBE = 64;

/** Calls without a response after which a round of filling ends: more is no busy target. */
const MOST_LOST = 32;

/** A region that was filled up to its limit. */
interface FilledRegion {
  readonly region: string;
  /** Key pairs that were accepted. */
  readonly names: string[];
  /** Every name that was sent: what has to be removed, also after an import whose answer never came. */
  readonly attempted: string[];
  /** What ended the filling early: an import that was not accepted, or an error that says nothing about the target. */
  stopped?: { readonly judgement: Judgement } | { readonly error: unknown };
}

/** Given: nothing. In a probe a few dozen key pairs stand for the whole. */
const belowLimit: CheckBody = {
  kind: 'burst',
  method:
    'Fills a region of its own up to the limit, many at a time; every one of them must be accepted and listed.',
  uses: ['describe', 'delete'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    const filled = await filledRegion(ctx);
    const { pairs, exchange } = await everyPair(ctx, filled.region, { bulk: true });
    const listed = new Set(pairs.map(({ name }) => name));
    const missing = filled.names.find((name) => !listed.has(name));
    if (missing !== undefined) ctx.must({ code: 'key-pair-not-shown', facts: { name: missing }, exchange });
  },
};

/** Given: nothing. */
const atLimit: CheckBody = {
  kind: 'example',
  method: 'Sends one call more than the limit allows; it must be rejected exactly so and store nothing.',
  uses: ['describe', 'delete'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    const { region } = await fullRegion(ctx);
    await judgeOneMore(ctx, region);
  },
};

/** Given: nothing. */
const deleteFrees: CheckBody = {
  kind: 'example',
  method: 'Deletes one key pair of a full region: one more key pair is accepted, and the next is rejected.',
  uses: ['describe'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    const { region } = await fullRegion(ctx);
    await deleteOne(ctx, region);
    const operation = ctx.making();
    const again = await makePair(asStatement(ctx), operation, { region });
    await mustFind(ctx, again.name, { region });
    const next = ctx.name();
    const outcome = await ctx.call({
      operation,
      region,
      parameters: makingParameters(ctx, operation, next),
    });
    if (outcome.kind === 'accepted') ctx.cleanup((undo) => remove(undo, next, region));
    ctx.must(judgeAnswer(ctx.contract, outcome, ctx.requirement.expects, 'a second time after one delete'));
  },
};

/** How many calls want the last place of a region. */
const RIVALS = 8;

/** Given: nothing. */
const race: CheckBody = {
  kind: 'burst',
  method: `Leaves one place free in a full region and sends ${RIVALS} imports at the same time: exactly one gets it.`,
  uses: ['describe', 'delete'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    const { region } = await fullRegion(ctx);
    await leaveOnePlace(ctx, region);
    const outcomes = await Promise.all(
      Array.from({ length: RIVALS }, () => {
        const name = ctx.name();
        ctx.cleanup((undo) => remove(undo, name, region));
        const operation = ctx.making();
        return ctx.call({ operation, region, parameters: makingParameters(ctx, operation, name) });
      }),
    );
    const winners = outcomes.filter(({ kind }) => kind === 'accepted');
    const shown = winners[1] ?? outcomes[0];
    if (winners.length !== 1 && shown !== undefined) {
      const facts = { winners: winners.length, calls: RIVALS };
      ctx.note({ code: 'wrong-winners', facts, exchange: shown.exchange });
    }
    for (const loser of outcomes.filter(({ kind }) => kind !== 'accepted')) {
      ctx.note(judgeAnswer(ctx.contract, loser, ctx.requirement.expects, 'in a full region'));
    }
  },
};

/** Given: nothing. */
const edge: CheckBody = {
  kind: 'model',
  method:
    'Leaves one place in a full region and plays a history at the edge: what is rejected, a dry run and a call in another region use nothing up, and each deletion frees exactly one place.',
  uses: ['describe', 'delete'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    const { region } = await fullRegion(ctx);
    await leaveOnePlace(ctx, region);
    await playAtEdge(ctx, region);
  },
};

/** Given: nothing. */
const perRegion: CheckBody = {
  kind: 'example',
  method: 'While one region is full, makes a key pair in another; it must be accepted.',
  uses: ['describe', 'delete'],
  anyMaking: true,
  exclusive: true,
  budgetMs: 600_000,
  async run(ctx) {
    await fullRegion(ctx);
    const made = await bystander(asStatement(ctx), ctx.secondRegion);
    await mustFind(ctx, made.name, { region: ctx.secondRegion });
  },
};

/** Another check may have freed places; one has to be left. */
async function leaveOnePlace(ctx: CheckContext, region: string): Promise<void> {
  const taken = (await everyPair(ctx, region, { bulk: true })).pairs.length;
  for (let room = limitOf(ctx) - taken; room > 1; room -= 1) await anyPair(ctx, { region });
  if (taken >= limitOf(ctx)) await deleteOne(ctx, region);
}

async function deleteOne(ctx: CheckContext, region: string): Promise<void> {
  const gone = (await filledRegion(ctx)).names.pop();
  if (gone === undefined) throw new Error('a full region has no key pair of this run');
  await deletePair(ctx, gone, region);
}

async function judgeOneMore(ctx: CheckContext, region: string): Promise<void> {
  const { expects } = ctx.requirement;
  const operation = ownMaking(ctx);
  const name = ctx.name();
  const outcome = await ctx.call({ operation, region, parameters: makingParameters(ctx, operation, name) });
  if (outcome.kind === 'accepted') ctx.cleanup((undo) => remove(undo, name, region));
  ctx.note(judgeAnswer(ctx.contract, outcome, expects, `in a full region`));
  const left = await lookUp(ctx, name, { region });
  ctx.note(judgeNothingLeft(left, 'the rejected call'));
}

/** The limit that holds for this target. */
function limitOf(ctx: CheckContext): number {
  return ctx.target.quota ?? ctx.contract.rules.quota.limit;
}

/** The filled region; the check ends when filling stopped early, or when the run only probes. */
async function fullRegion(ctx: CheckContext): Promise<FilledRegion> {
  if (ctx.quota !== 'full') throw new NotSelected('the quota is only probed (--quota full fills a region)');
  return filledRegion(ctx);
}

async function filledRegion(ctx: CheckContext): Promise<FilledRegion> {
  const filled = await ctx.shared(
    'filled-region',
    () => fill(ctx),
    async ({ attempted, region }, undo) => {
      await everyInParallel(attempted, undo.target.concurrency, (name) => remove(undo, name, region));
    },
  );
  if (filled.stopped !== undefined && 'error' in filled.stopped) throw filled.stopped.error;
  ctx.must(filled.stopped?.judgement);
  return filled;
}

/** How often what is still missing is made again where some calls got no response. */
const ROUNDS = 4;

/**
 * Fills the region. At a busy target single calls of thousands get no response; whether they were carried out is what the
 * list says, and what is missing is made in the next round.
 */
async function fill(ctx: CheckContext): Promise<FilledRegion> {
  const filled: FilledRegion = { region: ctx.quietRegion, names: [], attempted: [] };
  const limit = limitOf(ctx);
  const count = async (): Promise<number> =>
    (await everyPair(ctx, filled.region, { bulk: true })).pairs.length;
  let taken = await count();
  const wanted = ctx.quota === 'full' ? limit : Math.min(taken + PROBE, limit);
  for (let round = 1; taken < wanted; round += 1) {
    const { lost, rejected } = await makeMore(ctx, filled, wanted - taken);
    if (lost === undefined && rejected === undefined) break;
    const present = round === 1 ? taken + filled.names.length : taken;
    const early = rejected && { judgement: judgeTooEarly(rejected, present, limit) };
    // What was carried out without a response counts too, so that a rejection may be right.
    const isExact = lost === undefined && round === 1;
    if (!isExact && !ctx.signal.aborted) taken = await count();
    const isMissing = taken < wanted;
    if (early !== undefined && (isExact || isMissing)) filled.stopped = early;
    else if (isMissing && (ctx.signal.aborted || round === ROUNDS)) filled.stopped = { error: lost };
    if (filled.stopped !== undefined) break;
  }
  return filled;
}

/** Makes up to `count` key pairs, each under a new name; ends at the first that is rejected, or when too many got no response. */
async function makeMore(
  ctx: CheckContext,
  filled: FilledRegion,
  count: number,
): Promise<{ readonly lost?: unknown; readonly rejected?: Outcome }> {
  const operation = ctx.making();
  const names = Array.from({ length: count }, () => ctx.name());
  let lost: { readonly error: unknown; calls: number } | undefined;
  let rejected: Outcome | undefined;
  await inParallel(names, ctx.target.concurrency, async (name) => {
    if (rejected !== undefined || ctx.signal.aborted || (lost?.calls ?? 0) >= MOST_LOST) return;
    filled.attempted.push(name);
    const parameters = makingParameters(ctx, operation, name);
    try {
      const call = { operation, region: filled.region, parameters };
      const outcome = await ctx.call(call, { bulk: true, mayFail: true });
      if (outcome.kind === 'accepted') filled.names.push(name);
      else rejected ??= outcome;
    } catch (error) {
      lost = { error, calls: (lost?.calls ?? 0) + 1 };
    }
  });
  return { ...(lost && { lost: lost.error }), ...(rejected && { rejected }) };
}

function judgeTooEarly(
  outcome: Parameters<typeof describeOutcome>[0],
  present: number,
  limit: number,
): Judgement {
  const judgement = judgeAccepted(outcome, 'below the limit of the region');
  return judgement && { ...judgement, hints: [`about ${present} of ${limit} key pairs are in the region`] };
}

export const quota: Suite = {
  topic: 'quota',
  bodies: { belowLimit, atLimit, deleteFrees, edge, race, perRegion },
};
