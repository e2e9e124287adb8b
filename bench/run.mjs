// npm run bench: ratios of times, each measured against its base in the same run, in turn, every work in a new process.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { prepareKeys } from './keys.mjs';
import { compare, line, median, timed, withReference } from './measure.mjs';
import { readExchanges } from './replay.mjs';

const scratch = join(import.meta.dirname, '..', '.scratch', 'bench');
mkdirSync(scratch, { recursive: true });
const keyFile = join(scratch, 'rsa-keys.json');
const exchangeFile = join(scratch, 'exchanges.v8');
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const execute = promisify(execFile);

process.stdout.write('preparing RSA keys, so that no prime search is measured ...\n');
prepareKeys(keyFile, 200);
process.stdout.write(`${'median of '.concat(rounds, ' rounds').padEnd(64)}    subject       base  ratio\n`);

// As it is: the reference searches primes for every RSA key, for the run as for its bases.
const again = await inTurn('run', 'again', undefined);
const requests = readExchanges(exchangeFile).length;
process.stdout.write(
  `${line(`run without quota / its ${requests} calls again by the bare client`, again, 1.5)}\n`,
);
const bytes = await inTurn('run', 'bytes', undefined);
process.stdout.write(`${line('run without quota / its bytes again, unsigned and unread', bytes)}\n`);
// With keys made beforehand, what is left is the suite itself: reading keys, judging, the log.
const prepared = await inTurn('run', 'again', keyFile);
process.stdout.write(`${line('the first again, with RSA keys made beforehand', prepared)}\n`);

const histories = await inTurn('run', 'without-histories', keyFile);
process.stdout.write(`${line('run without quota / the same without histories', histories, 1.35)}\n`);

const start = await compare(rounds * 3, firstVerdict, bareNode);
process.stdout.write(`${line('start to first verdict / node -e 0', start, 5)}\n`);

const quota = await inTurn('quota', 'imports', keyFile);
process.stdout.write(`${line('quota topic, full / 5,001 bare imports and their deletes', quota, 1.5)}\n`);

/** Milliseconds of two works against references of their own, and the user CPU of their processes, which other load moves less. */
async function inTurn(subject, base, keys) {
  const cpu = { subject: [], base: [] };
  const measure = (side, work) => () =>
    withReference(keys, async (url) => {
      const worker = join(import.meta.dirname, 'worker.mjs');
      const { stdout } = await execute(process.execPath, [worker, work, url, exchangeFile]);
      const { ms, cpuMs } = JSON.parse(stdout);
      cpu[side].push(cpuMs);
      return ms;
    });
  const wall = await compare(rounds, measure('subject', subject), measure('base', base));
  return { ...wall, cpu: { subject: median(cpu.subject), base: median(cpu.base) } };
}

/** Milliseconds from the start of the command to the first verdict in its event log. */
async function firstVerdict() {
  const out = join(scratch, 'first-verdict');
  rmSync(out, { recursive: true, force: true });
  const started = performance.now();
  const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  const child = spawn(
    process.execPath,
    [main, 'run', '--reference', '--quota', 'skip', '--quiet', '--out', out],
    {
      stdio: 'ignore',
    },
  );
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
