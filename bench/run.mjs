// npm run bench -- [--gate] [--rounds N] [--only TEXT,...]: ratios of times, each against its base in the same run, in
// turn, every work in a new process; medians. With --gate: exit 1 where a goal is missed. --only: lines that begin so.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import { command, main, programMs, withServer } from './command.mjs';
import { growth } from './growth.mjs';
import { prepareKeys } from './keys.mjs';
import { compare, line, median } from './measure.mjs';
import { shards } from './shards.mjs';

const { values } = parseArgs({
  options: {
    gate: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
  },
});
const rounds = Number(values.rounds);
const scratch = join(import.meta.dirname, '..', '.scratch', 'bench');
mkdirSync(scratch, { recursive: true });
const keyFile = join(scratch, 'rsa-keys.json');
const exchangeFile = join(scratch, 'exchanges.v8');
const execute = promisify(execFile);
const BARE = ['-e', '0'];
const MOST_MB = 200;

/** What is measured: name, how, and what the ratio may be. The first leaves the exchanges that others send again. */
const LINES = [
  ['run without quota / its calls again by the bare client', () => inTurn('run', 'again')],
  ['run without quota / its bytes again, unsigned and unread', () => inTurn('run', 'bytes', keyFile), 1.25],
  ['run without quota / its calls, RSA keys made beforehand', () => inTurn('run', 'again', keyFile)],
  ['run without quota / without histories', () => inTurn('run', 'without-histories', keyFile), 1.35],
  ['start to first verdict / node -e 0', () => compare(rounds * 3, firstVerdict, () => programMs(BARE)), 3],
  ['start of --version / node -e 0', () => starting('--version'), 1.3],
  ['start of list / node -e 0', () => starting('list'), 1.6],
  [
    'quota topic, full / 5,001 bare imports and their deletes',
    () => inTurn('quota', 'imports', keyFile),
    1.15,
  ],
  ['2 shards / the run in one piece, user CPU', () => shards(2, keyFile, scratch), 1.15],
  ['4 shards / the run in one piece, user CPU', () => shards(4, keyFile, scratch), 1.15],
];

process.stdout.write('preparing RSA keys, so that no prime search is measured ...\n');
prepareKeys(keyFile, 200);
process.stdout.write(`${'median of '.concat(rounds, ' rounds').padEnd(64)}    subject       base  ratio\n`);
let missed = 0;
for (const [what, measure, goal] of LINES) {
  if (!isWanted(what)) continue;
  const result = await measure();
  if (goal !== undefined && result.subject / result.base > goal) missed += 1;
  process.stdout.write(`${line(what, result, goal)}\n`);
}
if (isWanted('memory')) {
  const megabytes = await memory();
  if (megabytes > MOST_MB) missed += 1;
  const verdict = megabytes <= MOST_MB ? 'met' : 'MISSED';
  process.stdout.write(
    `memory of a whole run: ${megabytes.toFixed(0)} MB   goal ${MOST_MB} MB  ${verdict}\n`,
  );
}
if (isWanted('growth')) for await (const row of growth(keyFile, scratch)) process.stdout.write(`${row}\n`);
process.exitCode = values.gate && missed > 0 ? 1 : 0;

function isWanted(what) {
  return values.only === '' || values.only.split(',').some((one) => what.startsWith(one));
}

function starting(...words) {
  return compare(
    rounds * 5,
    () => programMs(main(...words)),
    () => programMs(BARE),
  );
}

/** Most resident memory of whole runs with quota, on a reference in another process. */
async function memory() {
  const peaks = [];
  for (let round = 0; round < rounds; round += 1) {
    const { megabytes } = await withServer('reference.mjs', [keyFile], (url) =>
      command(['run', url, '--seed', '1', '--quiet', '--out', join(scratch, 'memory')], scratch),
    );
    peaks.push(megabytes);
  }
  return median(peaks);
}

/** Milliseconds of two works against references of their own, and the user CPU of their processes, which other load moves less. */
async function inTurn(subject, base, keys) {
  const cpu = { subject: [], base: [] };
  const measure = (side, work) => () =>
    withServer('reference.mjs', keys === undefined ? [] : [keys], async (url) => {
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
  const child = spawn(
    process.execPath,
    main('run', '--reference', '--quota', 'skip', '--quiet', '--out', out),
    { stdio: 'ignore' },
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
