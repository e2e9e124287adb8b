import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createJiti } from 'jiti';
import { openLedger, recordGone } from '../build/runner/ledger/ledger.js';
import { isOpen, readLedger } from '../build/runner/ledger/read.js';
import { sweepRegion } from '../build/runner/ledger/sweep.js';
import { RunNames } from '../build/runner/names.js';
import { inventoryOf } from '../build/runner/ownership/inventory.js';
import { run } from '../build/runner/run.js';
import { selectChecks } from '../build/runner/select.js';
import { createEc2Client } from '../build/targets/ec2/client/query.js';
import { createSdkClient } from '../build/targets/ec2/client/sdk.js';
import { startReference } from '../build/targets/ec2/reference/server.js';
import { startFaultyProxy } from '../build/targets/faulty-proxy.js';
import { relieveMemory } from '../build/targets/wire/relief.js';
import { withCall } from '../build/targets/wire/wrapped.js';
import { prepare } from './suite.mjs';

/*
 * Runs over and over against the reference through a proxy that loses requests and answers, and holds the ledger against
 * what is really there: nothing may be left that the ledger does not list, nothing may be listed as open that is gone
 * unless a lost answer explains it, and a sweep has to empty the inventory. Between the good answers come those of every
 * hostile target of the tests that speaks HTTP. Exit 0 when all of that holds, within the memory that a run may take.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const until = Date.now() + seconds * 1_000;
const deadline = AbortSignal.timeout((seconds + 120) * 1_000);
const TOPICS = ['lifecycle', 'duplicate', 'tags', 'import', 'key-material', 'quota', 'name'];

const MOST_MEGABYTES = 300;
relieveMemory();
const { BEHAVIOURS } = await createJiti(import.meta.url).import('../targets/testing/hostile/index.ts');
const hostile = BEHAVIOURS.filter(({ server, heavy }) => typeof server === 'function' && heavy !== true);

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const ledgerPath = join(folder, 'ledger.ndjson');
const reference = await startReference();
/** Names and ids in calls whose answer did not arrive whole; only these may be open in the ledger and not exist. */
const unsure = new Set();
const counts = { requests: 0, faults: 0, hostile: 0, rounds: 0, leftovers: 0 };
const met = new Set();
const random = generator(seed);
const proxy = await startFaultyProxy(reference.url, (passing) => {
  counts.requests += 1;
  const fault = faultBy(random(), passing);
  if (fault.kind !== 'none' && fault.kind !== 'delay') counts.faults += 1;
  return fault;
});
const prepared = await prepare(proxy.url);
const { contract, checks } = prepared;
// Those that never end must not take all the time.
const target = { ...prepared.target, timeouts: { ...prepared.target.timeouts, requestMs: 3_000 } };
const direct = createEc2Client({ ...target, endpoint: `${reference.url}/` });
/** A set: what is wrong once is seen again by every round after it. */
const problems = new Set();
/** A create without an answer, under a name that says nothing of the run: a sweep must leave it to a person. */
const UNPROVEN = /^key pair (.+?) (?:\(.*\) )?in \S+ was left alone: .*look whose it is/;
const alone = new Set();

while (Date.now() < until) await round();
await sweepAll();
const left = (await inventory()).filter(({ name }) => !alone.has(name));
if (left.length > 0)
  problems.add(`the sweep left ${left.length} key pairs: ${left.map(({ name }) => name).slice(0, 5)}`);

const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
if (megabytes > MOST_MEGABYTES) problems.add(`${megabytes} MB resident, more than ${MOST_MEGABYTES}`);

await proxy.close();
await direct.close();
await reference.close();
if (problems.size === 0) rmSync(folder, { recursive: true });
else process.stderr.write(`${[...problems].join('\n')}\nthe ledger is kept in ${folder}\n`);
process.stdout.write(
  `soak, seed ${seed}: ${counts.rounds} rounds, ${counts.requests} requests, ${counts.faults} faults, ` +
    `${counts.hostile} answers of ${met.size} of ${hostile.length} hostile targets, ${megabytes} MB at the most, ` +
    `${counts.leftovers} key pairs left behind by them, ${alone.size} left to a person, ${problems.size} problems\n`,
);
process.exit(problems.size === 0 ? 0 : 1);

async function round() {
  counts.rounds += 1;
  const roundSeed = Math.floor(random() * 1e9);
  const names = new RunNames(contract);
  const ledger = openLedger(ledgerPath, {
    prefix: names.prefix,
    secret: names.secret,
    provider: target.provider,
    endpoint: target.endpoint,
  });
  const clients = [createEc2Client(target), createSdkClient(target)].map(watched);
  const signal = AbortSignal.any([deadline, AbortSignal.timeout(Math.max(1_000, until - Date.now()))]);
  const events = run({
    checks,
    selected: selectChecks(
      checks,
      { topics: [TOPICS[counts.rounds % TOPICS.length], 'lifecycle'] },
      contract,
    ),
    contract,
    target,
    clients,
    names,
    ledger,
    seed: roundSeed,
    reading: 'observed',
    quota: 'probe',
    runs: 3,
    signal,
    tool: { name: 'soak', version: '0' },
    selection: {},
    reproduce: () => ({}),
  });
  for await (const event of events) {
    if (event.type === 'check-finished' && event.verdict === 'defect')
      problems.add(`${event.requirement}: ${event.defect}`);
  }
  for (const client of clients) await client.close();
  ledger.close();
  await proxy.idle();
  await compare();
  if (counts.rounds % 5 === 0) await sweepAll();
}

/**
 * The client, with a note of every call that it got no proper answer to: one that the proxy lost, and one that the run
 * gave up waiting for, are the same to whoever asked.
 */
function watched(client) {
  return withCall(client, async (call, options) => {
    const { name, names = [], id, ids = [] } = call.parameters;
    const doubt = () => {
      for (const known of [name, ...names, id, ...ids]) if (known !== undefined) unsure.add(known);
    };
    try {
      const outcome = await client.call(call, options);
      if (outcome.kind === 'garbled' || outcome.status >= 500) doubt();
      return outcome;
    } catch (error) {
      doubt();
      throw error;
    }
  });
}

/** The ledger against what is there. */
async function compare() {
  const { entries } = readLedger(ledgerPath);
  const present = await inventory();
  counts.leftovers = Math.max(counts.leftovers, present.length);
  const open = new Set(entries.filter(isOpen).flatMap(namesOf));
  for (const { name, region } of present) {
    if (!open.has(`${region} ${name}`) && !unsure.has(name))
      problems.add(`${name} in ${region} exists, and the ledger has it not open`);
  }
  const there = new Set(present.map(({ name, region }) => `${region} ${name}`));
  for (const entry of entries.filter(isOpen)) {
    const explained =
      namesOf(entry).some((name) => there.has(name)) ||
      [...entry.names, entry.state.id].some((known) => unsure.has(known));
    if (!explained && entry.state.kind === 'accepted')
      problems.add(
        `${entry.names} in ${entry.region} is open in the ledger, is gone, and no answer was lost`,
      );
  }
}

async function sweepAll() {
  const { entries } = readLedger(ledgerPath);
  for (const region of target.regions) {
    const own = entries.filter((entry) => entry.region === region);
    const swept = await sweepRegion(
      { client: direct, contract, signal: deadline, consistencyMs: 0 },
      region,
      own,
    );
    recordGone(ledgerPath, swept.gone);
    for (const problem of swept.problems) {
      const unproven = UNPROVEN.exec(problem)?.[1];
      if (unproven === undefined) problems.add(problem);
      else alone.add(unproven);
    }
  }
}

async function inventory() {
  const regions = target.regions.map(async (region) =>
    (await inventoryOf({ client: direct, contract, signal: deadline }, region)).map(({ name }) => ({
      name,
      region,
    })),
  );
  return (await Promise.all(regions)).flat();
}

function namesOf({ names, region, state }) {
  return [...names, ...(state.name === undefined ? [] : [state.name])].map((name) => `${region} ${name}`);
}

/** A hostile answer says anything, so the key pairs that its request named may be there or not. */
function hostileFault({ target: path, body, count }) {
  const words = new URLSearchParams(body === '' ? path.slice(path.indexOf('?') + 1) : body);
  for (const [name, value] of words) if (/^Key(?:Name|PairId)/.test(name)) unsure.add(value);
  const { id, server } = hostile[Math.floor(random() * hostile.length)];
  counts.hostile += 1;
  met.add(id);
  const asked = { action: words.get('Action') ?? '', count, self: proxy.url };
  return { kind: 'own', answer: (response, good) => server({ ...asked, good }, response) };
}

function faultBy(share, passing) {
  if (share < 0.03) return { kind: 'reset-before' };
  if (share < 0.06) return { kind: 'reset-after' };
  if (share < 0.09) return { kind: 'unavailable' };
  if (share < 0.15) return { kind: 'delay', milliseconds: share * 200 };
  if (share < 0.2) return hostileFault(passing);
  return { kind: 'none' };
}

/** Numbers from 0 to 1 by a seed (mulberry32). */
function generator(start) {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
