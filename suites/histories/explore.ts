import fc from 'fast-check';
import type { CheckContext, Counterexample } from '../check.ts';
import { type Focus, historiesOf } from './arbitrary.ts';
import { type Deviation, isFormOf, keyOf } from './deviation.ts';
import { isStated, learnedOf } from './known.ts';
import { mismatchOf } from './mismatch.ts';
import { looksAtAll, playAll, type Step } from './plan.ts';
import { plannedFor } from './planned.ts';
import { Player } from './player.ts';
import { freshScene, meansOf } from './scene.ts';
import type { Played } from './sending.ts';

/** How many histories may be played to make findings smaller: of one finding, and of all together. */
const SHRINKS = { each: 30, all: 75 } as const;

/** What one history came to. */
interface Run {
  /** Decides what its names are like. */
  readonly turn: number;
  readonly steps: readonly Step[];
  readonly deviations: readonly Deviation[];
  readonly played: readonly Played[];
  /** How many of the steps there were when a deviation showed. */
  readonly shownBy: ReadonlyMap<Deviation, number>;
}

/** Plays the histories of a seed. */
interface Explorer {
  readonly seed: number;
  /** @param closely whether every step is followed by a look at every name that there is or was */
  play(steps: readonly Step[], turn: number, closely?: boolean): Promise<Run>;
  /** Histories that may still be played for smaller ones, of all findings together. */
  readonly left: { shrinks: number };
}

/**
 * Plays the planned histories, then generated ones, and reports each new deviation once, with the smallest history that
 * shows it as long as there is time for that. The same seed generates the same histories; a deviation does not end the
 * search for others.
 */
export async function explore(ctx: CheckContext, focus: Focus): Promise<void> {
  const learned = await learnedOf(ctx);
  const means = meansOf(ctx);
  const explorer: Explorer = {
    seed: ctx.random.integer(0, 0x7fffffff),
    left: { shrinks: SHRINKS.all },
    async play(steps, turn, closely = false) {
      const player = new Player(ctx);
      const shownBy = new Map<Deviation, number>();
      try {
        await playAll(player, steps, freshScene(ctx, turn), means, async (step) => {
          if (closely) for (const look of looksAtAll(player.state)) await player.play(look);
          for (const one of player.deviations) if (!shownBy.has(one)) shownBy.set(one, step + 1);
        });
      } finally {
        await player.end();
      }
      const { deviations, played } = player;
      return { turn, steps, deviations, played, shownBy };
    },
  };
  const generated = fc.sample(historiesOf(means, focus, ctx.histories.steps), {
    seed: explorer.seed,
    numRuns: ctx.histories.count,
  });
  const histories = [...(ctx.frugal ? [] : plannedFor(focus, means)), ...generated];
  for (const [index, steps] of histories.entries()) {
    const run = await explorer.play(steps, explorer.seed + index);
    for (const deviation of run.deviations) {
      if (learned.has(deviation)) continue;
      learned.add(deviation);
      if (isStated(ctx, deviation)) continue;
      const isNews = (one: Deviation): boolean => !learned.has(one) && !isStated(ctx, one);
      const found = (await smallest(explorer, run, deviation, isNews)) ?? { deviation, played: run.played };
      learned.add(found.deviation);
      if (isStated(ctx, found.deviation)) continue;
      ctx.note(mismatchOf(found.deviation, found.played, found.counterexample));
    }
  }
}

interface Found {
  readonly deviation: Deviation;
  readonly played: readonly Played[];
  readonly counterexample?: Counterexample;
}

/**
 * The smallest history that shows a deviation too: nothing after it, no step that can be left out, and plain steps where
 * plain ones do. `undefined` where there is no time, or it is not shown again.
 */
async function smallest(
  explorer: Explorer,
  run: Run,
  wanted: Deviation,
  isNews: (one: Deviation) => boolean,
): Promise<Found | undefined> {
  const start = run.steps.slice(0, run.shownBy.get(wanted));
  const key = keyOf(wanted);
  let best: { readonly steps: readonly Step[]; readonly deviation: Deviation; readonly run: Run } | undefined;
  let runs = 0;
  const shows = async (steps: readonly Step[]): Promise<boolean> => {
    if (runs >= SHRINKS.each || explorer.left.shrinks <= 0) return false;
    runs += 1;
    explorer.left.shrinks -= 1;
    const played = await explorer.play(steps, run.turn);
    // What has been told already in its plainer form is another fault.
    const deviation = played.deviations.find(
      (one) => keyOf(one) === key || (isFormOf(one, wanted) && isNews(one)),
    );
    if (deviation !== undefined) best = { steps, deviation, run: played };
    return deviation !== undefined;
  };
  const details = await withoutNeedless(start, explorer.seed, shows);
  const showsSimpler = async (simpler: readonly Step[]): Promise<boolean> =>
    JSON.stringify(simpler) !== JSON.stringify(best?.steps) && (await shows(simpler));
  for (const plain of PLAINER) {
    const steps = best?.steps ?? [];
    if (await showsSimpler(steps.map(plain))) continue;
    for (const at of steps.keys())
      await showsSimpler((best?.steps ?? []).map((one, index) => (index === at ? plain(one) : one)));
  }
  if (best === undefined) return undefined;
  const counterexample: Counterexample = {
    seed: explorer.seed,
    path: details.counterexamplePath ?? '0',
    value: JSON.stringify(best.steps),
    runs,
    shrinks: details.numShrinks,
  };
  const found = { deviation: best.deviation, played: best.run.played };
  return { ...(await blamedRightly(explorer, best.steps, run.turn, found)), counterexample };
}

/**
 * The same difference with the call to blame for it, which takes a look at every name after every step: a value that is
 * wrong may have been right before.
 */
async function blamedRightly(
  explorer: Explorer,
  steps: readonly Step[],
  turn: number,
  found: Found,
): Promise<Found> {
  const { kind, stated: _, ...wanted } = found.deviation;
  if (kind === 'answer' || kind === 'membership' || kind === 'way') return found;
  const { deviations, played } = await explorer.play(steps, turn, true);
  const isSame = (one: Deviation): boolean =>
    one.field === wanted.field && one.pair === wanted.pair && one.shown === wanted.shown;
  const seen = deviations.find((one) => isSame(one) && one.kind === (kind === 'state' ? kind : 'change'));
  if (seen === undefined || (kind === 'value' && deviations.some((one) => isSame(one) && one.kind === kind)))
    return found;
  if (kind === 'value') return { deviation: seen, played };
  const { situation = '', stated } = seen;
  const deviation = { kind, ...wanted, situation, ...(stated !== undefined && { stated }) };
  return { deviation, played: found.played };
}

/** Ways to make a step plainer; 0 is always the plainest. */
const PLAINER: readonly ((step: Step) => Step)[] = [
  (one) => ({ ...one, send: 0 }),
  (one) => (one.do === 'make' ? { ...one, tags: 0 } : one),
  (one) => (one.do === 'make' ? { ...one, key: 0 } : one),
];

/** Leaves steps out while what is left still shows it. An error of the target or of an interrupt ends it at once. */
async function withoutNeedless(
  start: readonly Step[],
  seed: number,
  shows: (steps: readonly Step[]) => Promise<boolean>,
): Promise<fc.RunDetails<[Step[]]>> {
  let escaped: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(fc.subarray([...start], { minLength: 1 }), async (steps) => {
    if (escaped !== undefined) return true;
    try {
      return !(await shows(steps));
    } catch (error) {
      escaped = { error };
      return true;
    }
  });
  const details: fc.RunDetails<[Step[]]> = await fc.check(property, {
    seed,
    numRuns: 1,
    examples: [[[...start]]] as [Step[]][],
  });
  if (escaped !== undefined) throw (escaped as { readonly error: unknown }).error;
  return details;
}
