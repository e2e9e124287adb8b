// npm run bench: three ratios, each measured against its base in the same run, in turn.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEc2Client } from '../dist/targets/clients/ec2-query.js';
import { prepareKeys } from './keys.mjs';
import { compare, inParallel, line, timed, withReference } from './measure.mjs';
import { replay } from './replay.mjs';
import { prepare, recording, runSuite } from './suite.mjs';

const scratch = join(import.meta.dirname, '..', '.scratch', 'bench');
mkdirSync(scratch, { recursive: true });
const keyFile = join(scratch, 'rsa-keys.json');
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

process.stdout.write('preparing RSA keys, so that no prime search is measured ...\n');
prepareKeys(keyFile, 200);
process.stdout.write(`${'median of '.concat(rounds, ' rounds').padEnd(58)}    subject       base  ratio\n`);

// As it is: the reference searches primes for every RSA key, for the run as for the replay.
const whole = await runAgainstReplay(undefined, 1);
process.stdout.write(`${line(`run without quota / replay of its ${whole.requests} requests`, whole, 1.5)}\n`);
// With keys made beforehand, what is left is the suite itself: signing, reading, judging, the log.
const bare = await runAgainstReplay(keyFile, rounds);
process.stdout.write(`${line('the same with RSA keys made beforehand', bare)}\n`);

const start = await compare(rounds * 3, firstVerdict, bareNode);
process.stdout.write(`${line('start to first verdict / node -e 0', start, 5)}\n`);

const quota = await compare(
  rounds,
  () =>
    withReference(keyFile, async (url) => {
      const parts = await prepare(url);
      return timed(() => runSuite(parts, { topics: ['quota'], quota: 'full' }));
    }),
  () => withReference(keyFile, (url) => timed(() => bareImports(url))),
);
process.stdout.write(`${line('quota topic, full / 5,001 bare imports and their deletes', quota, 1.5)}\n`);

/** Milliseconds of a whole run, and of a bare replay of the requests that it sent. */
async function runAgainstReplay(keys, times) {
  let kept = [];
  const subject = () =>
    withReference(keys, async (url) => {
      const parts = await prepare(url);
      kept = [];
      const client = recording(createEc2Client(parts.target), kept);
      return timed(async () => {
        const counts = await runSuite(parts, { quota: 'skip', client });
        if (counts.fail > 0) throw new Error(`${counts.fail} requirements fail on the reference`);
      });
    });
  const base = () => withReference(keys, (url) => timed(() => replay(kept, url, 8)));
  return { ...(await compare(times, subject, base)), requests: kept.length };
}

/** Milliseconds from the start of the command to the first verdict in its event log. */
async function firstVerdict() {
  const out = join(scratch, 'first-verdict');
  rmSync(out, { recursive: true, force: true });
  const started = performance.now();
  const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, 'run', '--quota', 'skip', '--quiet', '--out', out], {
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  while (!hasVerdict(join(out, 'events.ndjson'))) {
    if (child.exitCode !== null) throw new Error('the run ended without a verdict');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const elapsed = performance.now() - started;
  child.kill('SIGINT');
  await exited;
  return elapsed;
}

function hasVerdict(file) {
  try {
    return readFileSync(file, 'utf8').includes('"type":"check-finished"');
  } catch {
    return false;
  }
}

async function bareNode() {
  return timed(async () => {
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  });
}

/** The same work without a suite: imports up to the limit and one more, then the deletes. */
async function bareImports(url) {
  const { target, contract } = await prepare(url);
  const client = createEc2Client(target);
  const { signal } = new AbortController();
  const region = target.regions[2];
  const material = contract.vectors.find((vector) => vector.keyType === 'ed25519').publicKey;
  const names = Array.from({ length: contract.rules.quota.limit + 1 }, (_, index) => `bench-${index}`);
  const call = (operation, parameters) => client.call({ operation, region, parameters }, { signal });
  await inParallel(names, target.concurrency, (name) => call('import', { name, material }));
  await inParallel(names, target.concurrency, (name) => call('delete', { name }));
  await client.close();
}
