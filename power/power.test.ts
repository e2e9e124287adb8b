import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { measurePower } from './measure.ts';
import { CATALOGUES } from './mutants/index.ts';
import { sampleOf } from './sample.ts';

/** The whole catalogue is measured by `npm run power` and in CI; here a sample shows that measuring works. */
const SAMPLE = 30;
const LIMIT_MS = 300_000;

describe.each([
  ['aws-ec2', 950],
  ['alibaba-ecs', 470],
] as const)('the catalogue of mutants of %s', (provider, least) => {
  const { mutants } = CATALOGUES[provider];
  // What a client of another runtime has to detect is measured where that is installed: `npm run test:clients`.
  const sample = sampleOf(
    mutants.filter(({ client }) => client === undefined),
    SAMPLE,
    1,
  );

  it(`has at least ${least}, each with an id of its own and a requirement of the contract`, async () => {
    const { requirements } = await readContract(provider);
    const known = new Set(requirements.map(({ id }) => id));
    expect(mutants.length).toBeGreaterThanOrEqual(least);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.filter(({ mustBeKilledBy }) => !known.has(mustBeKilledBy))).toEqual([]);
  });

  it('is detected by the named requirements in a sample, and no null target satisfies a MUST', {
    // A race needs luck where other tests have the processors.
    retry: 2,
    timeout: LIMIT_MS,
  }, async () => {
    const report = await measurePower({
      contract: await readContract(provider),
      mutants: sample,
      partial: false,
      form: 'targeted',
      jobs: availableParallelism() + 1,
      seed: 1,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(report.void).toBeUndefined();
    expect(report.complaints).toEqual([]);
    expect(report.figures).toMatchObject({ mutants: SAMPLE, killed: SAMPLE, void: 0 });
  });
});
