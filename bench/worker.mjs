// One work of the benchmark in a process of its own, so that subject and base start equally cold:
// node bench/worker.mjs run|replay|quota|imports URL [FILE of the requests]. Prints what it took as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { createEc2Client } from '../dist/targets/clients/ec2-query.js';
import { inParallel, timed } from './measure.mjs';
import { replay } from './replay.mjs';
import { prepare, recording, runSuite } from './suite.mjs';

/** Ids are new in each reference, so what was asked by id is answered otherwise: a few in a hundred. */
const SAME_STATUS = 0.9;

/** Each prepares itself, and returns what is measured and what is to be done after it. */
const WORKS = {
  /** A whole run without quota; its requests go into the file. */
  async run(url, file) {
    const parts = await prepare(url);
    const kept = [];
    const client = recording(createEc2Client(parts.target), kept);
    return {
      measured: async () => refuseFailures(await runSuite(parts, { quota: 'skip', client })),
      after: () => writeFileSync(file, JSON.stringify(kept.map(({ request, response }) => ({ request, status: response?.status })))),
    };
  },
  /** The requests of the file again, at the concurrency of the run. */
  async replay(url, file) {
    const { target } = await prepare(url);
    const exchanges = JSON.parse(readFileSync(file, 'utf8'));
    return {
      measured: async () => {
        const same = await replay(exchanges, url, target.concurrency);
        if (same < SAME_STATUS * exchanges.length) {
          throw new Error(`the replay is no base: ${same} of ${exchanges.length} answers have their status`);
        }
      },
    };
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

const [work, url, file] = process.argv.slice(2);
const { measured, after = () => {} } = await WORKS[work](url, file);
const before = process.cpuUsage();
const ms = await timed(measured);
const { user } = process.cpuUsage(before);
after();
process.stdout.write(JSON.stringify({ ms, cpuMs: user / 1000 }));
