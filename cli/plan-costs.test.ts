import { expect, it } from 'vitest';
import { sharesOf } from '../recording/choose.ts';
import type { RunOptions } from '../runner/options.ts';
import { bindChecks } from '../runner/plan.ts';
import { runOptions } from '../runner/run-options.ts';
import { readContract } from '../specs/compiled.ts';
import { SUITES } from '../suites/index.ts';
import { openClients } from '../targets/providers.ts';
import { testTarget } from '../targets/testing/target.ts';
import { knownRequests } from './plan-costs.ts';
import { choiceFor, RATE } from './record-choice.ts';
import { type Requests, rehearse } from './rehearsal.ts';

async function optionsFor(
  provider: string,
  topics: readonly ('lifecycle' | 'duplicate' | 'quota')[],
  quota: RunOptions['quota'] = 'probe',
): Promise<RunOptions> {
  const contract = await readContract(provider);
  const target = testTarget({ provider, regions: contract.rules.regions });
  const clients = await openClients(target, undefined);
  return runOptions({ select: { topics }, contract, target, clients, seed: 3, quota });
}

const total = ({ create, import: imports, describe, delete: deletes }: Requests): number =>
  create + imports + describe + deletes;

it.each(['aws-ec2', 'alibaba-ecs'])(
  'the requests that were counted beforehand for %s are within a third of a rehearsal',
  async (provider) => {
    const options = await optionsFor(provider, ['lifecycle', 'quota']);
    const known = await knownRequests(options, false);
    const rehearsed = total(await rehearse(options, undefined));
    expect(known && total(known) / rehearsed).toBeGreaterThan(0.67);
    expect(known && total(known) / rehearsed).toBeLessThan(1.5);
  },
  120_000,
);

it.each(['aws-ec2', 'alibaba-ecs'])(
  'a recording of %s has room in 15 minutes for 95%% of the MUST, by the counted requests',
  async (provider) => {
    const contract = await readContract(provider);
    const choice = await choiceFor({ minutes: 15 }, bindChecks(contract, SUITES), contract, RATE);
    expect(choice.requests).toBeLessThanOrEqual(15 * 60 * RATE);
    const [must] = sharesOf(contract, new Set(choice.selected));
    expect(must && must.recorded / must.requirements).toBeGreaterThan(0.95);
  },
);

it('filling a region counts with the limit of the contract, and leaving the quota alone with nothing', async () => {
  const [full, probe, skip] = await Promise.all(
    (['full', 'probe', 'skip'] as const).map(async (quota) =>
      knownRequests(await optionsFor('aws-ec2', ['quota'], quota), false),
    ),
  );
  expect((full?.import ?? 0) - (probe?.import ?? 0)).toBe(5_000);
  expect(skip && probe && total(skip) < total(probe)).toBe(true);
});

it('more cases of a property are more requests', async () => {
  const options = { ...(await optionsFor('aws-ec2', ['lifecycle'])), selected: ['name.import.any-valid'] };
  const [few, many] = await Promise.all([25, 100].map((runs) => knownRequests({ ...options, runs }, false)));
  expect(few && many && total(many) / total(few)).toBeCloseTo(4, 0);
});

it('a provider that was never counted, and clients that were chosen, are rehearsed', async () => {
  const options = await optionsFor('aws-ec2', ['lifecycle']);
  expect(await knownRequests(options, true)).toBeUndefined();
  const other = { ...options, target: testTarget({ provider: 'another' }) };
  expect(await knownRequests(other, false)).toBeUndefined();
});
