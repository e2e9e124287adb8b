import process from 'node:process';

/** Times that the larger input is as large as the smaller one. */
export const GROWTH: number = 16;

/**
 * What is still called linear: a quadratic reader takes 256 times as long for an input that is 16 times as large. The
 * room between is for machines that are busy with other things.
 */
export const LINEAR: number = 6 * GROWTH;

const ROUNDS = 5;

/** Milliseconds of fixed cost; what takes less says nothing about growth. */
const FIXED_MS = 3;

/**
 * How many times as much processor time work takes when its input is `GROWTH` times as large: the least of a few rounds
 * each, taken by turns in one process, so that neither the machine nor what else it does counts.
 * @param size of the smaller input; large enough that work takes a measurable time
 */
export function growth<Input>(
  size: number,
  make: (size: number) => Input,
  work: (input: Input) => unknown,
): number {
  const [small, large] = [make(size), make(size * GROWTH)];
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, input] of [small, large].entries()) {
      const before = process.cpuUsage();
      work(input);
      const { user, system } = process.cpuUsage(before);
      least[index] = Math.min(least[index] ?? 0, (user + system) / 1_000);
    }
  }
  const [short = 0, long = 0] = least;
  return long / Math.max(short, FIXED_MS);
}
