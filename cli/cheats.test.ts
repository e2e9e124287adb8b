import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConclusionKind, decide } from '../reports/decide.ts';
import { reportOf } from '../reports/model.ts';
import type { RunEvent } from '../runner/events.ts';
import { drawSecret, prefixOf, RunNames } from '../runner/names.ts';
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
import {
  CHEATS,
  GIVEN,
  learnt,
  marksIn,
  type Recognize,
  startCheat,
  type Treatment,
  WITHOUT_A_FAULT,
} from './testing/cheats.ts';

const REQUIREMENT = 'client.describe.alike';
/** `KEYPAIR_CHEATS=20 npx vitest run --project long cli/cheats` runs every cheat twenty times. */
const RUNS = Number(process.env.KEYPAIR_CHEATS ?? 0);

const GREEN = { kind: 'conformant', alike: 'pass', foundOut: false };
const FOUND_OUT = { kind: 'non-conformant', alike: 'fail', foundOut: true };

const PROVIDERS = ['aws-ec2', 'alibaba-ecs'] as const;
const contracts = new Map<string, Contract>();
const references = new Map<string, ReferenceServer>();
beforeAll(async () => {
  for (const provider of PROVIDERS) {
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
  /** A fixed beginning of the names of the run. */
  readonly namePrefix?: string;
}

/** What a short run comes to. */
interface Ran {
  readonly kind: ConclusionKind;
  /** Of the requirement that an ordinary user gets the same responses. */
  readonly alike: Verdict | undefined;
  /** Whether it has the finding that the target behaves differently for the suite. */
  readonly foundOut: boolean;
}

async function runAt(
  url: string,
  {
    provider = 'aws-ec2',
    seed = Math.floor(Math.random() * 1e6),
    ordinaryUrl = url,
    namePrefix,
  }: ShortRun = {},
): Promise<Ran> {
  const target = targetAt(url, provider);
  const contract = of(contracts, provider);
  const clients = await openClients(target);
  const ordinary = await openOrdinary({ ...target, endpoint: ordinaryUrl });
  const secret = drawSecret();
  const names = new RunNames(contract, prefixOf(contract, secret, namePrefix), secret);
  const events: RunEvent[] = [];
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
        names,
        quota: 'skip',
        runs: 3,
      }),
    ))
      events.push(event);
  } finally {
    for (const client of [...clients, ordinary]) await client.close();
  }
  const report = reportOf(events);
  const alike = report.results.find(({ requirement }) => requirement === REQUIREMENT);
  const foundOut = alike?.gating === true && alike.findings.some(({ code }) => code === 'told-apart');
  return { kind: decide(report).kind, alike: alike?.verdict, foundOut };
}

async function runOf(name: string, treatment: Treatment): Promise<Ran> {
  const recognize = CHEATS[name];
  if (recognize === undefined) throw new Error(`no cheat ${name}`);
  const cheat = await startCheat(recognize, treatment, of(references, 'aws-ec2').url);
  try {
    return await runAt(cheat.url, { namePrefix: GIVEN });
  } finally {
    await cheat.close();
  }
}

/** Treatments of others that every provider can have. */
const PERFECT: readonly Treatment[] = ['500', 'another fingerprint', 'silence'];

/**
 * Demands that a cheat is found out. Who knows no call of the suite, or a part of them, treats the suite itself as it
 * treats others, which fails by whatever tests that; there may be no difference to find. Who rejects everybody until it
 * knows the suite, and nobody since, is as a target that was starting: nothing is proved, and nothing is green.
 */
function expectFoundOut(name: string, treatment: Treatment, ran: Ran): void {
  if (!WITHOUT_A_FAULT.has(name)) expect(ran.kind).not.toBe('conformant');
  else if (name.endsWith('for a minute') && treatment !== 'another fingerprint')
    expect([true, 'inconclusive'], JSON.stringify(ran)).toContain(ran.foundOut || ran.alike);
  else expect(ran).toMatchObject(FOUND_OUT);
  expect(ran.kind).not.toBe('conformant');
}

describe('a server that knows the suite is found out', () => {
  it.each<[string, Treatment]>([
    ['names that begin alike', '500'],
    ['names that begin alike', 'another fingerprint'],
    ['a separator in the name', '500'],
    ['a separator in the name', 'no duplicates'],
    ['a separator in the name', 'silence'],
    ['a name that begins as another did, for a minute', '500'],
    ['a name that begins as another did, for a minute', 'another fingerprint'],
    ['a beginning of names that was given, for a minute', '500'],
    ['a beginning of names that was given, for a minute', 'silence'],
  ])(
    'by %s, with %s for others',
    async (name, treatment) => expectFoundOut(name, treatment, await runOf(name, treatment)),
    300_000,
  );

  it.each(PROVIDERS.flatMap((provider) => PERFECT.map((treatment) => [provider, treatment] as const)))(
    'on %s, by whatever it knows every call of the suite, with %s for others',
    async (provider, treatment) => {
      expect(await runAtPerfect(provider, treatment)).toMatchObject(FOUND_OUT);
    },
    300_000,
  );
});

/** A run on a server that errs about no call: it is the good one for the suite, and another for all others. */
async function runAtPerfect(provider: string, treatment: Treatment): Promise<Ran> {
  const { url } = of(references, provider);
  const others = await startCheat(() => () => false, treatment, url);
  try {
    return await runAt(url, { provider, ordinaryUrl: others.url });
  } finally {
    await others.close();
  }
}

describe.each(PROVIDERS)('a server that learns the suite from an earlier run on %s', (provider) => {
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
    expect(await runAt(first.url, { provider, seed: SEED })).toMatchObject(GREEN);
    await first.close();
  }, 120_000);

  it('finds nothing in the canary calls that it could know again', async () => {
    const canary = new Set<string>();
    const own = new Set<string>();
    const [one, other] = await Promise.all(
      [own, canary].map((marks) => startCheat(into(marks), '500', of(references, provider).url)),
    );
    await runAt(one?.url ?? '', { provider, seed: SEED, ordinaryUrl: other?.url ?? '' });
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
      const ran = await runAt(cheat.url, { provider, seed: SEED });
      await cheat.close();
      // It knows a part of the calls only: those whose cases the seed repeats.
      expect(ran.kind).not.toBe('conformant');
    },
    300_000,
  );
});

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
  const ran = await runAt(honest.url);
  await honest.close();
  expect(ran).toMatchObject(GREEN);
}, 300_000);

it('a server that fails now and then is no cheat', async () => {
  let count = 0;
  const flaky = await startCheat(() => () => ++count % 7 !== 0, '500', of(references, 'aws-ec2').url);
  const ran = await runAt(flaky.url);
  await flaky.close();
  expect(ran.foundOut).toBe(false);
}, 300_000);

// Most of the time of a run is waiting for a target that seems to be starting.
describe.skipIf(RUNS === 0).concurrent('every cheat, many times', () => {
  const times = Array.from({ length: RUNS }, (_, index) => index + 1);
  const kinds = Object.keys(CHEATS).flatMap((name) =>
    (['500', 'another fingerprint'] as const).map((treatment) => [name, treatment] as const),
  );
  it.each(kinds.flatMap((kind) => times.map((time) => [...kind, time] as const)))(
    '%s, %s for others, run %i',
    async (name, treatment) => expectFoundOut(name, treatment, await runOf(name, treatment)),
    300_000,
  );
  const perfect = PROVIDERS.flatMap((provider) => PERFECT.map((treatment) => [provider, treatment] as const));
  it.each(perfect.flatMap((kind) => times.map((time) => [...kind, time] as const)))(
    'every call of the suite on %s, %s for others, run %i',
    async (provider, treatment) => {
      expect(await runAtPerfect(provider, treatment)).toMatchObject(FOUND_OUT);
    },
    300_000,
  );
});
