import fc from 'fast-check';
import type { CheckContext, Counterexample } from '../check.ts';
import { type Focus, historiesOf } from './arbitrary.ts';
import { type Deviation, keyOf } from './deviation.ts';
import { isStated, learnedOf } from './known.ts';
import { mismatchOf } from './mismatch.ts';
import { playAll, type Step } from './plan.ts';
import { plannedFor } from './planned.ts';
import { Player } from './player.ts';
import { freshScene, meansOf } from './scene.ts';
import type { Played } from './sending.ts';

/** How many histories may be played to make findings smaller: of one finding, and of all together. */
const SHRINKS = { each: 30, all: 75 } as const;

/** What one history came to. */
interface Run {
  readonly deviations: readonly Deviation[];
  readonly played: readonly Played[];
}

/** Plays the histories of a seed. */
interface Explorer {
  readonly arbitrary: fc.Arbitrary<Step[]>;
  readonly seed: number;
  /** The history to begin with, where it is not a generated one. */
  readonly first?: Step[];
  play(steps: readonly Step[]): Promise<Run>;
  /** Histories that may still be played for smaller ones, of all findings together. */
  readonly left: { shrinks: number };
}

/**
 * Plays the planned histories, then generated ones, and reports each new deviation once, with the smallest history that shows it as long as
 * there is time for that. The same seed generates the same histories; a deviation does not end the search for others.
 */
export async function explore(ctx: CheckContext, focus: Focus): Promise<void> {
  const learned = await learnedOf(ctx);
  const means = meansOf(ctx);
  const explorer: Explorer = {
    arbitrary: historiesOf(means, focus, ctx.histories.steps),
    seed: ctx.random.integer(0, 0x7fffffff),
    left: { shrinks: SHRINKS.all },
    async play(steps) {
      const player = new Player(ctx);
      try {
        await playAll(player, steps, freshScene(ctx), means);
      } finally {
        await player.end();
      }
      return player;
    },
  };
  const tell = async (
    run: Run | undefined,
    smaller: (key: string) => Promise<Found | undefined>,
  ): Promise<void> => {
    for (const deviation of run?.deviations ?? []) {
      if (learned.has(deviation)) continue;
      learned.add(deviation);
      if (isStated(ctx, deviation)) continue;
      const found = (await smaller(keyOf(deviation))) ?? { deviation, played: run?.played ?? [] };
      ctx.note(mismatchOf(found.deviation, found.played, found.counterexample));
    }
  };
  for (const steps of ctx.frugal ? [] : plannedFor(focus, means)) {
    const arbitrary = fc.subarray(steps, { minLength: 1 });
    const run = await explorer.play(steps);
    await tell(run, (key) => smallest({ ...explorer, arbitrary, first: steps }, 0, key));
  }
  for (let index = 0; index < ctx.histories.count; index += 1) {
    await tell(await first(explorer, index), (key) => smallest(explorer, index, key));
  }
}

/** Plays the history of this place as it was generated. */
async function first(explorer: Explorer, index: number): Promise<Run | undefined> {
  let run: Run | undefined;
  await search(explorer, index, async (steps) => {
    run = await explorer.play(steps);
    return true;
  });
  return run;
}

interface Found {
  readonly deviation: Deviation;
  readonly played: readonly Played[];
  readonly counterexample?: Counterexample;
}

/** The smallest history that shows a deviation of this key; `undefined` where there is no time, or it is not shown again. */
async function smallest(explorer: Explorer, index: number, key: string): Promise<Found | undefined> {
  let best: Found | undefined;
  let runs = 0;
  const details = await search(explorer, index, async (steps) => {
    if (runs >= SHRINKS.each || explorer.left.shrinks <= 0) return true;
    runs += 1;
    explorer.left.shrinks -= 1;
    const { deviations, played } = await explorer.play(steps);
    const deviation = deviations.find((one) => keyOf(one) === key);
    if (deviation !== undefined) best = { deviation, played };
    return deviation === undefined;
  });
  if (best === undefined) return undefined;
  const counterexample: Counterexample = {
    seed: explorer.seed,
    path: details.counterexamplePath ?? String(index),
    value: fc.stringify(details.counterexample?.[0]),
    runs: details.numRuns,
    shrinks: details.numShrinks,
  };
  return { ...(best as Found), counterexample };
}

/** Runs `holds` on the history of this place, and on smaller ones while it does not hold. Errors end it at once. */
async function search(
  { arbitrary, seed, first: start }: Explorer,
  index: number,
  holds: (steps: readonly Step[]) => Promise<boolean>,
): Promise<fc.RunDetails<[Step[]]>> {
  let escaped: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(arbitrary, async (steps) => {
    if (escaped !== undefined) return true;
    try {
      return await holds(steps);
    } catch (error) {
      escaped = { error };
      return true;
    }
  });
  const details = await fc.check(property, {
    seed,
    path: String(index),
    numRuns: 1,
    ...(start !== undefined && { examples: [[start]] as [Step[]][] }),
  });
  if (escaped !== undefined) throw (escaped as { readonly error: unknown }).error;
  return details;
}
