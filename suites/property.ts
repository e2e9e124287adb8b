// Suites import this file when a property runs and not before: fast-check takes a good part of the time to a first verdict.
import fc from 'fast-check';
import { type CheckContext, type Judgement, Nonconformity } from './check.ts';

export { arbitraryFor, boundariesOf, violationsOf } from './arbitraries.ts';
export { fc };

/** Boundaries that are tried where requests are expensive. */
const FEW = 2;

/**
 * Tries a property on the given boundaries first and then on `ctx.runs` generated values, and shrinks what breaks it.
 * Anything but a difference (a transport failure, an interrupt) ends the search at once and is thrown as it is: it says
 * nothing about the value that was being tried.
 */
export async function forAll<T>(
  ctx: CheckContext,
  arbitrary: fc.Arbitrary<T>,
  boundaries: readonly T[],
  judge: (value: T) => Promise<Judgement>,
): Promise<Judgement> {
  let escaped: { readonly error: unknown } | undefined;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    if (escaped !== undefined) return;
    try {
      const judgement = await judge(value);
      if (judgement !== undefined) throw new Nonconformity(judgement);
    } catch (error) {
      if (error instanceof Nonconformity) throw error;
      escaped = { error };
    }
  });
  const seed = ctx.random.integer(0, 0x7fffffff);
  const examples = ctx.frugal ? boundaries.slice(0, FEW) : boundaries;
  const details = await fc.check(property, {
    seed,
    numRuns: examples.length + ctx.runs,
    examples: examples.map((value): [T] => [value]),
    interruptAfterTimeLimit: ctx.target.timeouts.checkMs,
  });
  if (escaped !== undefined) throw escaped.error;
  if (!details.failed || details.counterexample === null) return undefined;
  const error = details.errorInstance;
  if (!(error instanceof Nonconformity)) throw error;
  return {
    ...error.mismatch,
    counterexample: {
      seed: details.seed,
      path: details.counterexamplePath ?? '',
      value: fc.stringify(details.counterexample[0]),
      runs: details.numRuns,
      shrinks: details.numShrinks,
    },
  };
}
