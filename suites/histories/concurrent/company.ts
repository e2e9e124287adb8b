import { type CheckContext, Nonconformity } from '../../check.ts';
import { inWords, type Mismatch } from '../../findings/catalogue.ts';
import { wordsFor } from '../../findings/kind.ts';
import { asStatement, deletePair, makePair } from '../../flows.ts';
import { judgeNothingLeft, judgeUntouched } from '../../judges/state.ts';
import { everyPair, lookUp, mustFind } from '../../lookups.ts';
import { escapesNothing } from '../known.ts';

/** How many key pairs are made, shown and deleted at the same time, and how often. */
const LIVES = 8;
const ROUNDS = 2;

/**
 * Judges that calls about other key pairs change nothing: by what other checks of the run saw only while others ran, and
 * by whole lives of unrelated key pairs at the same time, each of which is right by itself.
 */
export async function besideOthers(ctx: CheckContext): Promise<void> {
  // What a key pair of another check makes unreadable is not the fault of calls at the same time.
  const isEscape = ({ code }: Mismatch): boolean => code === 'unreadable-answer' && escapesNothing(ctx);
  const disturbed = ctx.disturbed.filter(({ mismatch }) => !isEscape(mismatch));
  const [first] = disturbed;
  if (first !== undefined) {
    const checks = [...new Set(disturbed.map(({ requirement }) => requirement))];
    ctx.must(onlyInCompany(ctx, first.mismatch, checks));
  }
  ctx.prepared(await differenceIn(ctx, 0));
  const [rounds, count] = ctx.frugal ? [1, 2] : [ROUNDS, LIVES];
  for (let round = 0; round < rounds; round += 1) {
    const lives = Array.from({ length: count }, (_, index) => index);
    const seen = await Promise.all(lives.map((index) => differenceIn(ctx, index)));
    const difference = seen.find((one) => one !== undefined);
    if (difference === undefined) continue;
    // What happens without company as well is the business of other requirements.
    for (const index of lives) if (seen[index] !== undefined) ctx.prepared(await differenceIn(ctx, index));
    ctx.must(onlyInCompany(ctx, difference, []));
  }
}

/** The first thing that is wrong in the life of a key pair which nobody else touches. */
async function differenceIn(ctx: CheckContext, index: number): Promise<Mismatch | undefined> {
  try {
    await live(asStatement(ctx), index);
    return undefined;
  } catch (error) {
    if (error instanceof Nonconformity) return error.mismatch;
    throw error;
  }
}

async function live(ctx: CheckContext, index: number): Promise<void> {
  // Creates take turns with imports where they cost little.
  const creates = ctx.createKeyType !== undefined && index % 2 === 1;
  const { name } = await makePair(ctx, ctx.making(creates ? 'create' : 'import'));
  const shown = await mustFind(ctx, name);
  const { pairs, exchange } = await everyPair(ctx);
  const listed = pairs.find((pair) => pair.name === name);
  ctx.must(judgeUntouched(shown, { pair: listed, exchange }, 'a call about another key pair'));
  await deletePair(ctx, name);
  ctx.must(judgeNothingLeft(await lookUp(ctx, name), 'the delete'));
}

function onlyInCompany(ctx: CheckContext, seen: Mismatch, checks: readonly string[]): Mismatch {
  const {
    summary: difference,
    expected,
    observed,
  } = inWords(seen, wordsFor(ctx.contract, seen.exchange.call));
  const facts = { difference, expected, observed, checks };
  return { code: 'only-in-company', facts, exchange: seen.exchange };
}
