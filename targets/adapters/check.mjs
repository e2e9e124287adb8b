// npm run test:clients [NAME...]: installs boto3 and the AWS command line, judges the reference through them, which has
// to be clean, then the mutants that need a client, which it has to notice, and then emulators, each under its baseline.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { install } from '../emulators/install.mjs';
import { isAsKnown } from '../emulators/judge.mjs';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');
const SCRATCH = join(PACKAGE, '.scratch');
const CLIENTS = join(SCRATCH, 'clients');
const DIST = join(PACKAGE, process.env.KPC_DIST ?? 'dist');
const SEED = '20261122';
const REFERENCE = 'reference';
const MUTANTS = 'mutants';
const CLIENT_PACKAGES = { way: 'pypi', packages: ['boto3==1.44.5', 'awscli==1.46.3'] };
/** What clients are known to see of each emulator. */
const BASELINES = join(import.meta.dirname, 'baselines');
const EMULATORS = readdirSync(BASELINES).map((file) => file.replace(/\.yaml$/, ''));

const { chooseAwsCli } = await import('../../build/targets/adapters/aws-cli/choose.js');
const chosen = process.argv.slice(2);
const all = [REFERENCE, MUTANTS, ...EMULATORS];
const names = all.filter((name) => chosen.length === 0 || chosen.includes(name));
if (names.length === 0) {
  process.stderr.write(`no such target: ${chosen.join(', ')}; there are ${all.join(', ')}\n`);
  process.exit(2);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
const missing = await install(CLIENTS, CLIENT_PACKAGES);
const cli = chooseAwsCli(join(CLIENTS, 'bin/aws'));
const PROGRAMS = ['--python', join(CLIENTS, 'bin/python'), '--aws-cli', cli.program];
if (missing === undefined) process.stdout.write(`aws command line: ${cli.version}\n`);
for (const name of names) counts[missing === undefined ? await check(name) : skip(name, missing)] += 1;
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function read(file) {
  return parse(readFileSync(file, 'utf8'));
}

function skip(name, problem) {
  process.stdout.write(`skipped ${name}: it cannot be installed here: ${problem}\n`);
  return 'skipped';
}

async function check(name) {
  if (name === MUTANTS) return checkMutants();
  const target = name === REFERENCE ? ['--reference'] : [];
  let emulator;
  if (name !== REFERENCE) {
    emulator = read(join(import.meta.dirname, '..', 'emulators', `${name}.yaml`));
    const home = join(SCRATCH, 'emulators', name);
    const problem = await install(home, emulator.install);
    if (problem !== undefined) return skip(name, problem);
    target.push('--command', emulator.start.replaceAll('{home}', `'${home}'`));
  }
  const out = join(SCRATCH, `clients-${name}-report`);
  const baseline = join(BASELINES, `${name}.yaml`);
  const held = name !== REFERENCE;
  const ended = await judge([...target, ...(held ? ['--baseline', baseline] : [])], out);
  if (![0, 1, 3, 5].includes(ended.code)) return broken(name, ended);
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  // Of the reference all is judged.
  return tell(name, report, ended, held ? isAsKnown(ended.code, emulator) : ended.code === 0);
}

function broken(name, { code, stdout, stderr }) {
  process.stdout.write(`FAILED  ${name}: exit ${code}: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}\n`);
  return 'failed';
}

/** Every mutant of the topic, each by the client that it needs. */
async function checkMutants() {
  const words = ['power', '--targeted', '--topic', 'client', ...PROGRAMS];
  const { code, stdout, stderr } = await cliOf(words);
  const left = /^Left out.*$/m.exec(stdout)?.[0];
  const right = code === 0 && left === undefined;
  const told = right ? stdout.split('\n')[0] : `exit ${code}: ${left ?? `${stdout}${stderr}`.trim()}`;
  process.stdout.write(`${right ? 'ok     ' : 'FAILED '} ${MUTANTS}: ${told}\n`);
  return right ? 'passed' : 'failed';
}

/** Judges the topic of clients with every client. */
async function judge(target, out) {
  const words = ['run', ...target, '--client', 'wire,sdk,boto3,aws-cli', ...PROGRAMS, '--topic', 'client'];
  return cliOf([...words, '--seed', SEED, '--out', out, '--quiet']);
}

async function cliOf(words) {
  const limits = { timeout: 900_000, maxBuffer: 64 * 1024 * 1024 };
  try {
    const { stdout, stderr } = await run(process.execPath, [join(DIST, 'cli/main.js'), ...words], limits);
    return { code: 0, stdout, stderr };
  } catch (error) {
    return { code: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? error.message };
  }
}

/** What the run made of its baseline; a client that judged nothing is a failure too. */
function tell(name, report, ended, holds) {
  const verdicts = report.results
    .filter(({ topic }) => topic === 'client')
    .flatMap(({ clients }) => Object.entries(clients));
  const idle = ['sdk', 'boto3', 'aws-cli'].filter(
    (client) => !verdicts.some(([one, verdict]) => one === client && verdict === 'pass'),
  );
  const failed = verdicts.filter(([, verdict]) => verdict === 'fail').length;
  const right = holds && idle.length === 0;
  process.stdout.write(
    `${right ? 'ok     ' : 'FAILED '} ${name}: ${verdicts.length} verdicts of clients, ${failed} differences\n`,
  );
  const lines = `${ended.stdout}${ended.stderr}`.trim().split('\n');
  for (const line of holds ? [] : lines) process.stdout.write(`        ${line}\n`);
  for (const client of idle) process.stdout.write(`        passes nothing: ${client}\n`);
  return right ? 'passed' : 'failed';
}
