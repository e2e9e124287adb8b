// npm run test:clients [NAME...]: installs boto3 and the AWS command line, judges the reference through them, which has
// to be clean, and then emulators, whose failures have to be the known ones.
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
const SEED = '20261122';
const REFERENCE = 'reference';

const known = read(join(import.meta.dirname, 'clients-check', 'known.yaml'));
const chosen = process.argv.slice(2);
const names = [REFERENCE, ...Object.keys(known.emulators)].filter(
  (name) => chosen.length === 0 || chosen.includes(name),
);
if (names.length === 0) {
  process.stderr.write(
    `no such target: ${chosen.join(', ')}; there are ${REFERENCE}, ${Object.keys(known.emulators).join(', ')}\n`,
  );
  process.exit(2);
}
const counts = { passed: 0, failed: 0, skipped: 0 };
const missing = await install(CLIENTS, known.clients);
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

/** Judges the topic of clients with every client. */
async function judge(target, out) {
  const main = join(PACKAGE, process.env.KPC_DIST ?? 'dist', 'cli/main.js');
  const programs = ['--python', join(CLIENTS, 'bin/python'), '--aws-cli', join(CLIENTS, 'bin/aws')];
  const words = ['run', ...target, '--client', 'wire,sdk,boto3,aws-cli', ...programs, '--topic', 'client'];
  try {
    await run(process.execPath, [main, ...words, '--seed', SEED, '--out', out, '--quiet'], {
      timeout: 900_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stderr: '' };
  } catch (error) {
    return { code: error.code, stderr: error.stderr ?? error.message };
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
