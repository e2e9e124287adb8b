// npm run test:clients [NAME...]: installs boto3 and the AWS command line, judges the reference through them, which has
// to be clean, then the mutants that need a client, which it has to notice, and then emulators, whose failures have to be
// the known ones.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { install } from '../emulators/install.mjs';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');
const SCRATCH = join(PACKAGE, '.scratch');
const CLIENTS = join(SCRATCH, 'clients');
const DIST = join(PACKAGE, process.env.KPC_DIST ?? 'dist');
const SEED = '20261122';
const REFERENCE = 'reference';
const MUTANTS = 'mutants';

const { chooseAwsCli } = await import('../../build/targets/adapters/aws-cli/choose.js');
const known = read(join(import.meta.dirname, 'clients-check', 'known.yaml'));
const chosen = process.argv.slice(2);
const all = [REFERENCE, MUTANTS, ...Object.keys(known.emulators)];
const names = all.filter((name) => chosen.length === 0 || chosen.includes(name));
if (names.length === 0) {
  process.stderr.write(`no such target: ${chosen.join(', ')}; there are ${all.join(', ')}\n`);
  process.exit(2);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
const missing = await install(CLIENTS, known.clients);
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
  const target = [];
  if (name !== REFERENCE) {
    const emulator = read(join(import.meta.dirname, '..', 'emulators', `${name}.yaml`));
    const home = join(SCRATCH, 'emulators', name);
    const problem = await install(home, emulator.install);
    if (problem !== undefined) return skip(name, problem);
    target.push('--command', emulator.start.replaceAll('{home}', `'${home}'`));
  }
  const out = join(SCRATCH, `clients-${name}-report`);
  const { code, stderr } = await judge(target, out);
  const clean = code === 0 || (name !== REFERENCE && (code === 1 || code === 3));
  if (!clean) process.stdout.write(`FAILED  ${name}: exit ${code}: ${stderr.trim().split('\n').at(-1)}\n`);
  const report = code === 2 ? { results: [] } : JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  const outcome = tell(name, report, known.emulators[name] ?? []);
  return clean ? outcome : 'failed';
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

/** Failures by client and requirement against the known ones; a client that judged nothing is a failure too. */
function tell(name, { results }, divergences) {
  const judged = results.filter(({ topic }) => topic === 'client');
  const verdicts = judged.flatMap(({ requirement, clients }) =>
    Object.entries(clients).map(([client, verdict]) => ({
      key: `${client} ${requirement}`,
      client,
      verdict,
    })),
  );
  const failed = new Set(verdicts.filter(({ verdict }) => verdict === 'fail').map(({ key }) => key));
  const listed = new Set(
    divergences.flatMap(({ client, requirements }) => requirements.map((id) => `${client} ${id}`)),
  );
  const idle = ['sdk', 'boto3', 'aws-cli'].filter(
    (client) => !verdicts.some((one) => one.client === client && one.verdict === 'pass'),
  );
  const wrong = [
    ['fails and is not in the list', [...failed].filter((key) => !listed.has(key))],
    ['is in the list and does not fail', [...listed].filter((key) => !failed.has(key))],
    ['passes nothing', idle],
  ].filter(([, keys]) => keys.length > 0);
  process.stdout.write(
    `${wrong.length === 0 ? 'ok     ' : 'FAILED '} ${name}: ${verdicts.length} verdicts of clients, ${failed.size} differences\n`,
  );
  for (const [what, keys] of wrong) for (const key of keys) process.stdout.write(`        ${what}: ${key}\n`);
  return wrong.length === 0 ? 'passed' : 'failed';
}
