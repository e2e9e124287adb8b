import fc from 'fast-check';
import type { CheckBody, CheckContext } from '../check.ts';
import { historiesOf } from './arbitrary.ts';
import { type Difference, differenceKey, Pair } from './compare.ts';
import { callInWords } from './mismatch.ts';
import { playAll, type Step } from './plan.ts';
import { freshScene, meansOf } from './scene.ts';

/** Histories that may be played to make one difference smaller. */
const SHRINKS = 40;

/** The check that plays the same histories against the target of the run and a second one. */
export const comparing: CheckBody = {
  kind: 'model',
  method: 'Sends the same generated histories to two targets and compares their responses.',
  uses: [],
  exclusive: true,
  wire: true,
  budgetMs: 3_600_000,
  run: compareAll,
};

async function compareAll(ctx: CheckContext): Promise<void> {
  const { second } = ctx;
  if (second === undefined) throw new Error('there is no second target');
  const means = meansOf(ctx);
  const arbitrary = historiesOf(means, 'anything', ctx.histories.steps);
  const seed = ctx.random.integer(0, 0x7fffffff);
  const told = new Set<string>();
  const play = async (steps: readonly Step[], turn: number): Promise<readonly Difference[]> => {
    const pair = new Pair(ctx, second);
    try {
      await playAll(pair, steps, freshScene(ctx, seed + turn), means);
    } finally {
      await pair.end();
    }
    return pair.differences;
  };
  for (let index = 0; index < ctx.histories.count; index += 1) {
    let found: readonly Difference[] = [];
    await search(arbitrary, seed, index, async (steps) => {
      found = await play(steps, index);
      return true;
    });
    for (const difference of found) {
      const key = differenceKey(difference);
      if (told.has(key)) continue;
      told.add(key);
      tell(ctx, await smallest(difference, { arbitrary, seed, index, play }));
    }
  }
}

interface Search {
  readonly arbitrary: fc.Arbitrary<Step[]>;
  readonly seed: number;
  readonly index: number;
  play(steps: readonly Step[], turn: number): Promise<readonly Difference[]>;
}

async function smallest(
  difference: Difference,
  { arbitrary, seed, index, play }: Search,
): Promise<Difference> {
  let best = difference;
  let runs = 0;
  await search(arbitrary, seed, index, async (steps) => {
    runs += 1;
    if (runs > SHRINKS) return true;
    const again = (await play(steps, index)).find((one) => differenceKey(one) === differenceKey(difference));
    if (again !== undefined) best = again;
    return again === undefined;
  });
  return best;
}

/** Plays the history of this place, and smaller ones while `holds` is false; an error ends it at once. */
async function search(
  arbitrary: fc.Arbitrary<Step[]>,
  seed: number,
  index: number,
  holds: (steps: readonly Step[]) => Promise<boolean>,
): Promise<void> {
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
  await fc.check(property, { seed, path: String(index), numRuns: 1 });
  if (escaped !== undefined) throw (escaped as { readonly error: unknown }).error;
}

function tell(
  ctx: CheckContext,
  { operation, way, aspect, first, second, stated, calls, outcome }: Difference,
): void {
  ctx.note({
    code: 'targets-differ',
    facts: {
      operation,
      ...(way !== undefined && { way }),
      aspect,
      first,
      second,
      ...(stated !== undefined && { stated }),
      steps: calls.map(callInWords),
    },
    exchange: outcome.exchange,
  });
}
