import fc from 'fast-check';
import type { CheckContext, Counterexample } from '../check.ts';
import { type Focus, historiesOf } from './arbitrary.ts';
import { type Deviation, keyOf } from './deviation.ts';
import { isStated, learnedOf } from './known.ts';
import { mismatchOf } from './mismatch.ts';
import { playAll, type Step } from './plan.ts';
import { type Played, Player } from './player.ts';
import { freshScene, meansOf } from './scene.ts';

/** Runs of the target that the search for a smaller history may take. */
const SHRINKS = 80;

/** What one history came to. */
interface Run {
  readonly deviations: readonly Deviation[];
  readonly played: readonly Played[];
}

/**
 * Plays generated histories, and reports each new deviation once with the smallest history that shows it. The same seed
 * generates the same histories; a deviation does not end the search for others.
 */
export async function explore(ctx: CheckContext, focus: Focus): Promise<void> {
  const learned = await learnedOf(ctx);
  const means = meansOf(ctx);
  const arbitrary = historiesOf(means, focus, ctx.histories.steps);
  const seed = ctx.random.integer(0, 0x7fffffff);
  const play = async (steps: readonly Step[]): Promise<Run> => {
    const player = new Player(ctx);
    try {
      await playAll(player, steps, freshScene(ctx), means);
    } finally {
      await player.end();
    }
    return player;
  };
  const isNews = (deviation: Deviation): boolean => !learned.has(deviation) && !isStated(ctx, deviation);

  for (let index = 0; index < ctx.histories.count; index += 1) {
    // One history may show several deviations: it is played again until it shows nothing new.
    for (;;) {
      const found = await smallest(arbitrary, seed, index, play, isNews);
      if (found === undefined) break;
      learned.add(found.deviation);
      ctx.note(mismatchOf(found.deviation, found.played, found.counterexample));
    }
  }
}

interface Found {
  readonly deviation: Deviation;
  readonly played: readonly Played[];
  readonly counterexample: Counterexample;
}

/** The first new deviation of the history with this index, in the smallest history that shows the same. */
async function smallest(
  arbitrary: fc.Arbitrary<Step[]>,
  seed: number,
  index: number,
  play: (steps: readonly Step[]) => Promise<Run>,
  isNews: (deviation: Deviation) => boolean,
): Promise<Found | undefined> {
  let wanted: string | undefined;
  let best: Omit<Found, 'counterexample'> | undefined;
  let runs = 0;
  let escaped: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(arbitrary, async (steps) => {
    if (escaped !== undefined || runs > SHRINKS) return true;
    runs += 1;
    try {
      const { deviations, played } = await play(steps);
      const deviation = deviations.find((one) =>
        wanted === undefined ? isNews(one) : keyOf(one) === wanted,
      );
      if (deviation === undefined) return true;
      wanted = keyOf(deviation);
      best = { deviation, played };
      return false;
    } catch (error) {
      escaped = { error };
      return true;
    }
  });
  const details = await fc.check(property, { seed, path: String(index), numRuns: 1 });
  if (escaped !== undefined) throw (escaped as { readonly error: unknown }).error;
  if (best === undefined) return undefined;
  return {
    ...(best as Omit<Found, 'counterexample'>),
    counterexample: {
      seed,
      path: details.counterexamplePath ?? String(index),
      value: fc.stringify(details.counterexample?.[0]),
      runs: details.numRuns,
      shrinks: details.numShrinks,
    },
  };
}
