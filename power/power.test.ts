import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { readContract } from '../specs/compiled.ts';
import { MUTANTS, PROVIDER } from '../targets/mutants/index.ts';
import { measurePower } from './measure.ts';

/** Milliseconds: about 30 seconds on two cores; the rest is for machines that have other work. */
const LIMIT_MS = 300_000;

describe('the catalogue of mutants', () => {
  it('has at least 200, each with an id of its own and a requirement of the contract', async () => {
    const { requirements } = await readContract(PROVIDER);
    const known = new Set(requirements.map(({ id }) => id));
    expect(MUTANTS.length).toBeGreaterThanOrEqual(200);
    expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
    expect(MUTANTS.filter(({ mustBeKilledBy }) => !known.has(mustBeKilledBy))).toEqual([]);
  });

  it(
    'is killed by the named requirements, and no null target satisfies a MUST',
    async () => {
      const report = await measurePower({
        contract: await readContract(PROVIDER),
        mutants: MUTANTS,
        partial: false,
        form: 'targeted',
        jobs: availableParallelism() + 1,
        seed: 1,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
      expect(report.void).toBeUndefined();
      expect(report.complaints).toEqual([]);
      expect(report.figures).toMatchObject({ mutants: MUTANTS.length, killed: MUTANTS.length, void: 0 });
    },
    LIMIT_MS,
  );
});
