// npm run test:emulators [NAME...]: installs real emulators, judges them, and compares with what is known of them.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { compare } from './compare.mjs';
import { install } from './install.mjs';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');
const SCRATCH = join(PACKAGE, '.scratch', 'emulators');
const SEED = '20261122';

const chosen = process.argv.slice(2);
const emulators = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
  .filter(({ emulator }) => chosen.length === 0 || chosen.includes(emulator));
if (emulators.length === 0) {
  process.stderr.write(`no such emulator: ${chosen.join(', ')}; the lists are in targets/emulators/\n`);
  process.exit(2);
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const rows = [];
for (const known of emulators) {
  const outcome = await check(known);
  counts[outcome] += 1;
}
process.stdout.write(
  `\n| emulator | version | divergence | coverage | date | command |\n| --- | --- | --- | --- | --- | --- |\n`,
);
for (const row of rows) process.stdout.write(`${row}\n`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function check(known) {
  const { emulator, version } = known;
  const home = join(SCRATCH, emulator);
  const problem = await install(home, known.install);
  if (problem !== undefined) {
    process.stdout.write(`skipped ${emulator} ${version}: it cannot be installed here: ${problem}\n`);
    return 'skipped';
  }
  const out = join(SCRATCH, `${emulator}-report`);
  const { code, stderr } = await judge(known, home, out);
  if (code !== 0 && code !== 1 && code !== 3) {
    process.stdout.write(
      `FAILED  ${emulator} ${version}: exit ${code}: ${stderr.trim().split('\n').at(-1)}\n`,
    );
    return 'failed';
  }
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  rows.push(tableRow(known, report));
  return tell(known, compare(report, known.divergences));
}

/** Runs the suite against the emulator; the run starts and stops it. */
async function judge({ emulator, version, start }, home, out) {
  const line = start.replaceAll('{home}', `'${home}'`);
  const options = ['--command', line, '--name', `${emulator} ${version}`, '--seed', SEED, '--out', out];
  const main = join(PACKAGE, process.env.KPC_DIST ?? 'dist', 'cli/main.js');
  try {
    const { stderr } = await run(process.execPath, [main, 'run', ...options, '--quiet'], {
      timeout: 900_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stderr };
  } catch (error) {
    return { code: error.code, stderr: error.stderr ?? error.message };
  }
}

function tell({ emulator, version }, { failed, unexplained, missed, defects, inconclusive }) {
  const wrong = [
    ['fails and is not in the list', unexplained],
    ['is in the list and does not fail', missed],
    ['is a defect of the suite', defects],
  ].filter(([, ids]) => ids.length > 0);
  const word = wrong.length === 0 ? 'ok     ' : 'FAILED ';
  const silent = inconclusive.length === 0 ? '' : `, ${inconclusive.length} could not be judged`;
  process.stdout.write(`${word} ${emulator} ${version}: ${failed.size} requirements differ${silent}\n`);
  for (const [what, ids] of wrong) for (const id of ids) process.stdout.write(`        ${what}: ${id}\n`);
  return wrong.length === 0 ? 'passed' : 'failed';
}

function tableRow({ emulator, version }, { summary, run: { startedAt } }) {
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const figures = `${percent(summary.divergence)} | ${percent(summary.coverage)}`;
  return `| ${emulator} | ${version} | ${figures} | ${startedAt.slice(0, 10)} | \`npm run test:emulators ${emulator}\` |`;
}
