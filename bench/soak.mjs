import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Collector } from '../build/reports/collector.js';
import { openReportFolder } from '../build/reports/folder.js';
import { openLedger, recordGone } from '../build/runner/ledger/ledger.js';
import { isOpen, readLedger } from '../build/runner/ledger/read.js';
import { sweepRegion } from '../build/runner/ledger/sweep.js';
import { RunNames } from '../build/runner/names.js';
import { inventoryOf } from '../build/runner/ownership/inventory.js';
import { run } from '../build/runner/run.js';
import { selectChecks } from '../build/runner/select.js';
import { createEc2Client } from '../build/targets/ec2/client/query.js';
import { createSdkClient } from '../build/targets/ec2/client/sdk.js';
import { relieveMemory } from '../build/targets/wire/relief.js';
import { withCall } from '../build/targets/wire/wrapped.js';
import { generator } from './random.mjs';
import { prepare } from './suite.mjs';

/*
 * Runs over and over against the reference through a proxy that loses requests and answers, and holds the ledger against
 * what is really there: nothing may be left that the ledger does not list, nothing may be listed as open that is gone
 * unless a lost answer explains it, and a sweep has to empty the inventory. Between the good answers come those of every
 * hostile target of the tests that speaks HTTP, and of those that try to fill the memory; every third round is against
 * one that is hostile as a whole. Each round writes its reports. Exit 0 when all of that holds, within the memory that a
 * run may take: the servers are in another process.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, seed: { type: 'string' } },
});
const seconds = Number(values.seconds);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const until = Date.now() + seconds * 1_000;
const deadline = AbortSignal.timeout((seconds + 120) * 1_000);
const TOPICS = ['lifecycle', 'duplicate', 'tags', 'import', 'key-material', 'quota', 'name', 'describe'];

const MOST_MEGABYTES = 300;
relieveMemory();

const folder = mkdtempSync(join(tmpdir(), 'soak-'));
const ledgerPath = join(folder, 'ledger.ndjson');
const servers = fork(fileURLToPath(new URL('soak-servers.mjs', import.meta.url)), [String(seed + 1)]);
servers.on('exit', (code, signal) => {
  process.stderr.write(`the servers ended (${signal ?? code})\n`);
  process.exit(1);
});
const random = generator(seed);
const start = await ask('start');
/** What the servers counted, and names and ids in calls whose answer they spoiled. */
let served = await ask('idle');
/** Names and ids in calls whose answer did not arrive whole; only these may be open in the ledger and not exist. */
const unsure = new Set();
const counts = { rounds: 0, whole: 0, leftovers: 0 };
const prepared = await prepare(start.url);
const { contract, checks } = prepared;
// Those that never end must not take all the time.
const target = { ...prepared.target, timeouts: { ...prepared.target.timeouts, requestMs: 3_000 } };
const direct = createEc2Client({ ...target, endpoint: `${start.behind}/` });
/** A set: what is wrong once is seen again by every round after it. */
const problems = new Set();
/** A create without an answer, under a name that says nothing of the run: a sweep must leave it to a person. */
const UNPROVEN = /^key pair (.+?) (?:\(.*\) )?in \S+ was left alone: .*look whose it is/;
const alone = new Set();

while (Date.now() < until) {
  counts.rounds += 1;
  await (counts.rounds % 3 === 0 ? wholeRound() : round());
}
await sweepAll();
const { entries: noted } = readLedger(ledgerPath);
/** A hostile answer said that it is gone, and its name says nothing of the run: no sweep can know better. */
const isLiedAbout = (name) =>
  unsure.has(name) && noted.some((one) => one.removed && one.names.includes(name));
const left = (await inventory()).filter(({ name }) => !alone.has(name) && !isLiedAbout(name));
if (left.length > 0)
  problems.add(`the sweep left ${left.length} key pairs: ${left.map(({ name }) => name).slice(0, 5)}`);

const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
if (megabytes > MOST_MEGABYTES) problems.add(`${megabytes} MB resident, more than ${MOST_MEGABYTES}`);

await direct.close();
servers.removeAllListeners('exit');
servers.disconnect();
if (problems.size === 0) rmSync(folder, { recursive: true });
else process.stderr.write(`${[...problems].join('\n')}\nthe ledger is kept in ${folder}\n`);
process.stdout.write(
  `soak, seed ${seed}: ${counts.rounds} rounds, ${served.requests} requests, ${served.faults} faults, ` +
    `${served.hostile} answers of ${served.met.length} of ${start.answers} hostile targets, ` +
    `runs against ${Math.min(counts.whole, start.whole)} of ${start.whole}, ${megabytes} MB at the most, ` +
    `${counts.leftovers} key pairs left behind by them, ${alone.size} left to a person, ${problems.size} problems\n`,
);
process.exit(problems.size === 0 ? 0 : 1);

/** One question to the servers at a time. */
function ask(question, about) {
  return new Promise((resolve) => {
    servers.once('message', resolve);
    servers.send({ question, about });
  });
}

async function round() {
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
  await judge({
    topics: [TOPICS[counts.rounds % TOPICS.length], 'lifecycle'],
    target,
    clients,
    names,
    ledger,
    seed: roundSeed,
    signal,
  });
  for (const client of clients) await client.close();
  ledger.close();
  served = await ask('idle');
  await compare();
  if (counts.rounds % 5 === 0) await sweepAll();
}

/** Runs checks as the command line does, with all reports; what is a defect is a problem. */
async function judge({ topics, ...options }) {
  const reports = openReportFolder(join(folder, 'report'));
  const collector = new Collector(reports);
  const events = run({
    checks,
    selected: selectChecks(checks, { topics }, contract),
    contract,
    reading: 'observed',
    quota: 'probe',
    runs: 3,
    tool: { name: 'soak', version: '0' },
    selection: {},
    reproduce: () => ({}),
    ...options,
  });
  for await (const event of events) {
    collector.add(event);
    if (event.type === 'check-finished' && event.verdict === 'defect')
      problems.add(`${event.requirement}: ${event.defect}`);
  }
  await reports.finish(await collector.report());
}

/** A short run against a server that gives no good answer, or no good answer of one kind. */
async function wholeRound() {
  const { id, url, options } = await ask('whole', counts.whole);
  counts.whole += 1;
  const [, ca] = options;
  const bad = {
    ...target,
    endpoint: url,
    timeouts: { connectMs: 500, requestMs: 1_000, checkMs: 4_000 },
    ...(ca !== undefined && { ca: readFileSync(ca, 'utf8') }),
  };
  const clients = [createEc2Client(bad), createSdkClient(bad)];
  const signal = AbortSignal.any([deadline, AbortSignal.timeout(10_000)]);
  await judge({ topics: ['lifecycle'], target: bad, clients, seed: 7, signal });
  for (const client of clients) await client.close();
  const { trespasses } = await ask('alone');
  if (trespasses > 0) problems.add(`${id}: a server was asked that the run was sent to`);
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
      if (outcome.kind === 'unreadable' || outcome.status >= 500) doubt();
      return outcome;
    } catch (error) {
      doubt();
      throw error;
    }
  });
}

/** The ledger against what is there. */
async function compare() {
  for (const one of served.unsure) unsure.add(one);
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
