import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import { GREATEST_SEED } from '../runner/options.ts';
import type { RunFlags } from './options.ts';
import { runVerb } from './run.ts';

/**
 * Tests a target by generated histories until the time is over, each round with the next seed. A round that finds
 * something keeps its report in a folder of its own, named by its seed. Resolves to the worst exit code of all rounds.
 * @throws UsageError as a run does
 */
export async function soakVerb(
  endpoint: string | undefined,
  { minutes, ...flags }: RunFlags & { readonly minutes: number },
): Promise<number> {
  const until = performance.now() + minutes * 60_000;
  const selected = flags.only === undefined && flags.topic === undefined;
  let seed = flags.seed ?? randomInt(Math.floor(GREATEST_SEED / 2));
  let worst = 0;
  let rounds = 0;
  do {
    const out = flags.out === false ? false : join(flags.out, `seed-${seed}`);
    const round = {
      ...flags,
      seed,
      out,
      quota: flags.quota ?? 'skip',
      ...(selected && { topic: ['history'] }),
    };
    const code = await runVerb(endpoint, round as RunFlags);
    rounds += 1;
    worst = worseOf(worst, code);
    seed = (seed + 1) % GREATEST_SEED;
    // An unusable option or an interrupt ends all rounds.
  } while (performance.now() < until && worst !== 2 && worst !== 130);
  process.stdout.write(`soak: ${rounds} round${rounds === 1 ? '' : 's'}, next seed ${seed}\n`);
  return worst;
}

/** From the worst to the best, as a run weighs them. */
const WORST_FIRST: readonly number[] = [130, 2, 4, 1, 5, 3, 0];

function worseOf(one: number, other: number): number {
  return WORST_FIRST.find((code) => code === one || code === other) ?? one;
}
