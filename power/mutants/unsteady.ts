import { setTimeout } from 'node:timers/promises';
import { Random } from '../../suites/random.ts';
import { CATALOGUES } from './index.ts';
import type { AnyMutant, MutantProvider } from './mutant.ts';

/** Milliseconds that an answer may take longer than it must. */
const LONGEST_MS = 6;

interface Shown {
  readonly protocol: { delay(ctx: unknown): Promise<void> };
  readonly responses: { described(...asked: readonly unknown[]): unknown };
}

/**
 * The reference with lists in random order and answers that take a random time: both are up to a service, so that no check
 * may find anything. The order is that of the items of one page, because pages need an order that stays.
 */
export function unsteady(provider: MutantProvider, seed: number): AnyMutant {
  const random = new Random(seed, 'unsteady');
  const shuffled = (items: readonly unknown[]): readonly unknown[] =>
    items
      .map((item) => ({ item, rank: random.integer(0, 1_000_000) }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ item }) => item);
  const fault = ({ protocol, responses }: Shown): Shown => ({
    protocol: {
      async delay(ctx) {
        // Half of the answers come at once, so that they overtake others.
        const ms = random.integer(-LONGEST_MS, LONGEST_MS);
        if (ms > 0) await setTimeout(ms);
        await protocol.delay(ctx);
      },
    },
    responses: {
      // What is shown comes last.
      described: (...asked) =>
        responses.described(...asked.slice(0, -1), shuffled(asked.at(-1) as readonly unknown[])),
    },
  });
  return {
    ...CATALOGUES[provider].noOp,
    id: 'control/unsteady',
    summary: 'the reference with lists in random order and random delays',
    fault,
  } as unknown as AnyMutant;
}
