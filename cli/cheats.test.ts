import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../runner/run.ts';
import { runOptions } from '../runner/run-options.ts';
import type { Verdict } from '../runner/verdict.ts';
import { readContract } from '../specs/compiled.ts';
import { findParameter } from '../specs/constraints.ts';
import type { Contract, OperationRole } from '../specs/contract.ts';
import { deletion } from '../suites/flows.ts';
import { constructedRsa } from '../suites/keys/synthetic.ts';
import { opensshLine } from '../suites/keys/write-public.ts';
import { naming } from '../suites/lookups.ts';
import { Random } from '../suites/random.ts';
import { makeUpCredentials } from '../targets/credentials.ts';
import { openClients, openOrdinary, providerOf, startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import type { CallParameters, Outcome, Target } from '../targets/target.ts';
import { testTarget } from '../targets/testing/target.ts';
import { CHEATS, learnt, marksIn, type Recognize, startCheat, type Treatment } from './testing/cheats.ts';

const REQUIREMENT = 'client.describe.alike';
/** `KEYPAIR_CHEATS=20 npx vitest run --project long cli/cheats` runs every cheat twenty times. */
const RUNS = Number(process.env.KEYPAIR_CHEATS ?? 0);

const contracts = new Map<string, Contract>();
const references = new Map<string, ReferenceServer>();
beforeAll(async () => {
  for (const provider of ['aws-ec2', 'alibaba-ecs']) {
    contracts.set(provider, await readContract(provider));
    references.set(provider, await startReferenceOf(provider));
  }
}, 120_000);
afterAll(() => Promise.all([...references.values()].map((one) => one.close())));

function of<T>(map: ReadonlyMap<string, T>, provider: string): T {
  const found = map.get(provider);
  if (found === undefined) throw new Error(`nothing of ${provider}`);
  return found;
}

/** A target of somebody who has no credentials in particular. */
function targetAt(url: string, provider: string): Target {
  return testTarget({
    provider,
    endpoint: url,
    regions: of(contracts, provider).rules.regions,
    credentials: makeUpCredentials(providerOf(provider)?.keyForm),
    timeouts: { connectMs: 4_000, requestMs: 20_000, checkMs: 60_000 },
  });
}

/** A short run through the official clients, as the command line opens them. */
interface ShortRun {
  readonly provider?: string;
  readonly seed?: number;
  /** Where the canary calls go; by default where the others go. */
  readonly ordinaryUrl?: string;
}

async function verdictsAt(
  url: string,
  { provider = 'aws-ec2', seed = Math.floor(Math.random() * 1e6), ordinaryUrl = url }: ShortRun = {},
): Promise<ReadonlyMap<string, Verdict>> {
  const target = targetAt(url, provider);
  const contract = of(contracts, provider);
  const clients = await openClients(target);
  const ordinary = await openOrdinary({ ...target, endpoint: ordinaryUrl });
  const verdicts = new Map<string, Verdict>();
  try {
    for await (const event of run(
      runOptions({
        // Who treats everybody badly is found out by whatever judges what it does.
        select: { only: [REQUIREMENT, 'lifecycle.*', 'fingerprint.import.*'] },
        contract,
        target,
        clients,
        ordinary,
        seed,
        quota: 'skip',
        runs: 3,
      }),
    ))
      if (event.type === 'check-finished') verdicts.set(event.requirement, event.verdict);
  } finally {
    for (const client of [...clients, ordinary]) await client.close();
  }
  return verdicts;
}

async function verdictsOf(name: string, treatment: Treatment): Promise<ReadonlyMap<string, Verdict>> {
  const recognize = CHEATS[name];
  if (recognize === undefined) throw new Error(`no cheat ${name}`);
  const cheat = await startCheat(recognize, treatment, of(references, 'aws-ec2').url);
  try {
    return await verdictsAt(cheat.url);
  } finally {
    await cheat.close();
  }
}

/** Whether a run is green; one that judges nothing is not, because the target gave it no response. */
const allPassed = (verdicts: ReadonlyMap<string, Verdict>): boolean =>
  verdicts.size > 0 && [...verdicts.values()].every((verdict) => verdict === 'pass');

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

describe.each(['aws-ec2', 'alibaba-ecs'])(
  'a server that learns the suite from an earlier run on %s',
  (provider) => {
    const SEED = 7;
    const ordinary = new Set<string>();
    const suite = new Set<string>();
    /** Takes note of what comes, and hands it on. */
    const into =
      (marks: Set<string>): Recognize =>
      () =>
      (seen) => {
        for (const mark of marksIn(seen)) marks.add(mark);
        return true;
      };

    beforeAll(async () => {
      const user = await startCheat(into(ordinary), '500', of(references, provider).url);
      for (let session = 0; session < 2; session += 1) await useAsOthersDo(provider, user.url);
      await user.close();
      const first = await startCheat(into(suite), '500', of(references, provider).url);
      expect(allPassed(await verdictsAt(first.url, { provider, seed: SEED }))).toBe(true);
      await first.close();
    }, 120_000);

    it('finds nothing in the canary calls that it could know again', async () => {
      const canary = new Set<string>();
      const own = new Set<string>();
      const [one, other] = await Promise.all(
        [own, canary].map((marks) => startCheat(into(marks), '500', of(references, provider).url)),
      );
      await verdictsAt(one?.url ?? '', { provider, seed: SEED, ordinaryUrl: other?.url ?? '' });
      await Promise.all([one?.close(), other?.close()]);
      const known = (marks: ReadonlySet<string>): readonly string[] =>
        [...marks].filter((mark) => suite.has(mark) && !ordinary.has(mark));
      expect(known(canary)).toEqual([]);
      expect(canary.size).toBeGreaterThan(20);
      // The suite's own calls do have such marks, whose cases the seed repeats.
      expect(known(own).length).toBeGreaterThan(0);
    }, 300_000);

    it.each<Treatment>(['500', 'another fingerprint'])(
      'is found out, with %s for others',
      async (treatment) => {
        const cheat = await startCheat(learnt(suite, ordinary), treatment, of(references, provider).url);
        const verdicts = await verdictsAt(cheat.url, { provider, seed: SEED });
        await cheat.close();
        expect(allPassed(verdicts)).toBe(false);
      },
      300_000,
    );
  },
);

/** What people do with key pairs by the official SDK, each with names, tags and keys of their own. */
async function useAsOthersDo(provider: string, url: string): Promise<void> {
  const client = await openOrdinary(targetAt(url, provider));
  const contract = of(contracts, provider);
  const random = new Random(0, `${url}/${Math.random()}`);
  const { signal } = new AbortController();
  const [region] = contract.rules.regions;
  const ask = (operation: OperationRole, parameters: CallParameters): Promise<Outcome> =>
    client.call({ operation, region, parameters }, { signal });
  // Not the values of the canary calls: a constant among those would be none of others.
  const material = opensshLine(constructedRsa(2048, random.bytes(16)));
  const tags = [{ key: random.text(7), value: random.text(9) }];
  const isTyped = findParameter(contract, 'create', 'key-type') !== undefined;
  const typed = isTyped ? { keyType: 'ed25519' } : {};
  const [name, other] = [random.text(22), random.text(22)];
  const created = await ask('create', { name, ...typed });
  const id = created.kind === 'accepted' ? created.keyPairs[0]?.id : undefined;
  if (isTyped) await ask('create', { name, keyType: random.text(4) });
  if (findParameter(contract, 'create', 'dry-run')) await ask('create', { name, ...typed, dryRun: true });
  await ask('import', { name: other, material, tags });
  for (const parameters of [
    naming({ contract }, name),
    ...(id !== undefined && findParameter(contract, 'describe', 'ids') ? [{ ids: [id] }] : []),
    ...(findParameter(contract, 'describe', 'include-public-key')
      ? [{ ...naming({ contract }, other), includePublicKey: true }]
      : []),
  ])
    await ask('describe', parameters);
  for (const one of [name, other]) await ask('delete', deletion({ contract }, one));
  await client.close();
}

it('a server that knows nobody is alike for all', async () => {
  const honest = await startCheat(() => () => true, '500', of(references, 'aws-ec2').url);
  const verdicts = await verdictsAt(honest.url);
  await honest.close();
  expect(allPassed(verdicts)).toBe(true);
}, 300_000);

it('a server that fails now and then is no cheat', async () => {
  let count = 0;
  const flaky = await startCheat(() => () => ++count % 7 !== 0, '500', of(references, 'aws-ec2').url);
  const verdicts = await verdictsAt(flaky.url);
  await flaky.close();
  expect(verdicts.get(REQUIREMENT)).not.toBe('fail');
}, 300_000);

// Most of the time of a run is waiting for a target that seems to be starting.
describe.skipIf(RUNS === 0).concurrent('every cheat, many times', () => {
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
