import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { measurePower } from './measure.ts';
import { CATALOGUES } from './mutants/index.ts';

/** Milliseconds: about 30 seconds on two cores; the rest is for machines that have other work. */
const LIMIT_MS = 300_000;

describe.each([
  ['aws-ec2', 200],
  ['alibaba-ecs', 60],
] as const)('the catalogue of mutants of %s', (provider, least) => {
  const { mutants } = CATALOGUES[provider];
  // What a client of another runtime has to judge is measured where that is installed: `npm run test:clients`.
  const here = mutants.filter(({ client }) => client === undefined);

  it(`has at least ${least}, each with an id of its own and a requirement of the contract`, async () => {
    const { requirements } = await readContract(provider);
    const known = new Set(requirements.map(({ id }) => id));
    expect(mutants.length).toBeGreaterThanOrEqual(least);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.filter(({ mustBeKilledBy }) => !known.has(mustBeKilledBy))).toEqual([]);
  });

  it(
    'is killed by the named requirements, and no null target satisfies a MUST',
    async () => {
      const report = await measurePower({
        contract: await readContract(provider),
        mutants,
        partial: false,
        form: 'targeted',
        jobs: availableParallelism() + 1,
        seed: 1,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      expect(report.void).toBeUndefined();
      expect(report.complaints).toEqual([]);
      expect(report.figures).toMatchObject({ mutants: here.length, killed: here.length, void: 0 });
      expect(report.leftOut.reduce((sum, { mutants: left }) => sum + left, 0)).toBe(
        mutants.length - here.length,
      );
    },
    LIMIT_MS,
  );
});
