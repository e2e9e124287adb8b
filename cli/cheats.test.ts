import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { selectChecks } from '../runner/select.ts';
import type { Verdict } from '../runner/verdict.ts';
import { readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
import { SUITES } from '../suites/index.ts';
import { makeUpCredentials } from '../targets/credentials.ts';
import { openClients, openOrdinary, startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { testTarget } from '../targets/testing/target.ts';
import { CHEATS, startCheat, type Treatment } from './testing/cheats.ts';

const REQUIREMENT = 'client.describe.alike';
/** `KEYPAIR_CHEATS=20 npx vitest run --project unit cli/cheats` runs every cheat twenty times. */
const RUNS = Number(process.env.KEYPAIR_CHEATS ?? 0);

let contract: Contract;
let good: ReferenceServer;
beforeAll(async () => {
  contract = await readContract('aws-ec2');
  good = await startReferenceOf('aws-ec2');
}, 120_000);
afterAll(() => good.close());

/** The verdicts of a short run through the official clients, as the command line opens them. */
async function verdictsAt(url: string): Promise<ReadonlyMap<string, Verdict>> {
  const target = testTarget({
    endpoint: url,
    regions: contract.rules.regions,
    credentials: makeUpCredentials(),
    timeouts: { connectMs: 4_000, requestMs: 20_000, checkMs: 60_000 },
  });
  const checks = bindChecks(contract, SUITES);
  const clients = await openClients(target);
  const ordinary = await openOrdinary(target);
  const verdicts = new Map<string, Verdict>();
  try {
    for await (const event of run({
      checks,
      selected: selectChecks(checks, { only: [REQUIREMENT, 'lifecycle.*'] }, contract),
      contract,
      target,
      clients,
      ordinary,
      seed: Math.floor(Math.random() * 1e6),
      reading: 'observed',
      quota: 'skip',
      runs: 3,
      signal: new AbortController().signal,
      tool: { name: 'test', version: '0' },
      selection: {},
      reproduce: () => ({}),
    }))
      if (event.type === 'check-finished') verdicts.set(event.requirement, event.verdict);
  } finally {
    for (const client of [...clients, ordinary]) await client.close();
  }
  return verdicts;
}

async function verdictsOf(name: string, treatment: Treatment): Promise<ReadonlyMap<string, Verdict>> {
  const recognize = CHEATS[name];
  if (recognize === undefined) throw new Error(`no cheat ${name}`);
  const cheat = await startCheat(recognize, treatment, good.url);
  try {
    return await verdictsAt(cheat.url);
  } finally {
    await cheat.close();
  }
}

const allPassed = (verdicts: ReadonlyMap<string, Verdict>): boolean =>
  [...verdicts.values()].every((verdict) => verdict === 'pass');

describe('a server that knows the suite is found out', () => {
  // Those that serve the suite without a fault: nothing but the canary calls shows them.
  it.each<[string, Treatment]>([
    ['names that begin alike', '500'],
    ['names that begin alike', 'another fingerprint'],
    ['a separator in the name', '500'],
    ['a separator in the name', 'no duplicates'],
    ['a separator in the name', 'silence'],
  ])(
    'by %s, with %s for others',
    async (name, treatment) => {
      expect((await verdictsOf(name, treatment)).get(REQUIREMENT)).toBe('fail');
    },
    300_000,
  );

  it('a mark that lasts a minute leaves the time before it', async () => {
    const verdicts = await verdictsOf(
      'a name that begins as another did, for a minute',
      'another fingerprint',
    );
    expect(['fail', 'inconclusive']).toContain(verdicts.get(REQUIREMENT));
  }, 300_000);
});

it('a server that knows nobody is alike for all', async () => {
  const honest = await startCheat(() => () => true, '500', good.url);
  const verdicts = await verdictsAt(honest.url);
  await honest.close();
  expect(allPassed(verdicts)).toBe(true);
}, 300_000);

it('a server that fails now and then is no cheat', async () => {
  let count = 0;
  const flaky = await startCheat(() => () => ++count % 7 !== 0, '500', good.url);
  const verdicts = await verdictsAt(flaky.url);
  await flaky.close();
  expect(verdicts.get(REQUIREMENT)).not.toBe('fail');
}, 300_000);

describe.skipIf(RUNS === 0)('every cheat, many times', () => {
  const all = Object.keys(CHEATS).flatMap((name) =>
    (['500', 'another fingerprint'] as const).flatMap((treatment) =>
      Array.from({ length: RUNS }, (_, index) => [name, treatment, index + 1] as const),
    ),
  );
  it.each(all)(
    '%s, %s for others, run %i',
    async (name, treatment) => {
      expect(allPassed(await verdictsOf(name, treatment))).toBe(false);
    },
    300_000,
  );
});
