// One work of the benchmark in a process of its own, so that subject and base start equally cold:
// node bench/worker.mjs run|without-histories|again|bytes|quota|imports URL [FILE of the exchanges]. Prints what it took as JSON.
import process from 'node:process';
import { createEc2Client } from '../build/targets/ec2/client/query.js';
import { inParallel, timed } from './measure.mjs';
import { readExchanges, repeat, replay, writeExchanges } from './replay.mjs';
import { prepare, recording, runSuite } from './suite.mjs';

/** Ids are new in each reference, so what was asked by id is answered otherwise: a few in a hundred. */
const SAME_STATUS = 0.9;

/** Each prepares itself, and returns what is measured and what is to be done after it. */
const WORKS = {
  /** A whole run without quota; its exchanges go into the file. */
  async run(url, file) {
    const parts = await prepare(url);
    const kept = [];
    const client = recording(createEc2Client(parts.target), kept);
    return {
      measured: async () => refuseFailures(await runSuite(parts, { quota: 'skip', client })),
      after: () => writeExchanges(file, kept),
    };
  },
  /** The same run without the topic of histories; nothing goes into a file. */
  async 'without-histories'(url) {
    const parts = await prepare(url);
    const topics = [...new Set(parts.checks.map(({ requirement }) => requirement.topic))];
    const others = topics.filter((topic) => topic !== 'history');
    const client = recording(createEc2Client(parts.target), []);
    return {
      measured: async () => refuseFailures(await runSuite(parts, { topics: others, quota: 'skip', client })),
    };
  },
  /** The calls of the file again, signed anew, sent and read by the client of the run; nothing is judged. */
  async again(url, file) {
    const { target } = await prepare(url);
    const exchanges = readExchanges(file);
    return { measured: () => refuseOthers(exchanges, repeat(exchanges, createEc2Client(target), target)) };
  },
  /** The bytes of the file again, with their old signatures; no answer is read. */
  async bytes(url, file) {
    const { target } = await prepare(url);
    const exchanges = readExchanges(file);
    return { measured: () => refuseOthers(exchanges, replay(exchanges, url, target.concurrency)) };
  },
  async quota(url) {
    const parts = await prepare(url);
    return {
      measured: async () => refuseFailures(await runSuite(parts, { topics: ['quota'], quota: 'full' })),
    };
  },
  /** The same work without a suite: imports up to the limit and one more, then the deletes. */
  async imports(url) {
    const { target, contract } = await prepare(url);
    const client = createEc2Client(target);
    const { signal } = new AbortController();
    const region = target.regions[2];
    const material = contract.vectors.find((vector) => vector.keyType === 'ed25519').publicKey;
    const names = Array.from({ length: contract.rules.quota.limit + 1 }, (_, index) => `bench-${index}`);
    const call = (operation, parameters) => client.call({ operation, region, parameters }, { signal });
    return {
      measured: async () => {
        await inParallel(names, target.concurrency, (name) => call('import', { name, material }));
        await inParallel(names, target.concurrency, (name) => call('delete', { name }));
        await client.close();
      },
    };
  },
};

function refuseFailures(counts) {
  if (counts.fail > 0) throw new Error(`${counts.fail} requirements fail on the reference`);
}

/** A base whose calls are answered otherwise does another work. */
async function refuseOthers(exchanges, replaying) {
  const same = await replaying;
  if (same >= SAME_STATUS * exchanges.length) return;
  throw new Error(`this is no base: ${same} of ${exchanges.length} answers have the status that they had`);
}

const [work, url, file] = process.argv.slice(2);
const { measured, after = () => {} } = await WORKS[work](url, file);
const before = process.cpuUsage();
const ms = await timed(measured);
const { user } = process.cpuUsage(before);
after();
process.stdout.write(JSON.stringify({ ms, cpuMs: user / 1000 }));
