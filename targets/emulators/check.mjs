// npm run test:emulators [NAME...] [-- --twice]: installs real emulators and judges each under its baseline, the file of
// its name in baselines/. --twice judges each with a second seed too, and holds the fingerprints of the two against each
// other. --update writes what differs into the baselines instead.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { install } from './install.mjs';
import { baselineOf, cli, emulatorsNamed, homeOf, judge, SCRATCH, TABLE_HEAD, tableRow } from './judge.mjs';

const SEED = 20_261_122;
const GATE = join(import.meta.dirname, '..', '..', 'cli', 'testing', 'gate.mjs');
/** Emulator with which the gate is tried end to end. */
const GATED = 'moto';

const words = process.argv.slice(2);
const [twice, update] = ['--twice', '--update'].map((flag) => words.includes(flag));
const chosen = words.filter((word) => !word.startsWith('--'));
const emulators = emulatorsNamed(chosen);
if (emulators.length === 0) {
  process.stderr.write(`no such emulator: ${chosen.join(', ')}; they are in targets/emulators/\n`);
  process.exit(2);
}

const counts = { passed: 0, failed: 0, unlisted: 0, skipped: 0 };
const rows = [];
for (const known of emulators) counts[await check(known)] += 1;
if (!update && emulators.some(({ emulator }) => emulator === GATED)) counts[gate()] += 1;
process.stdout.write(`\n${TABLE_HEAD}\n`);
for (const row of rows) process.stdout.write(`${row}\n`);
process.stdout.write(
  `\n${counts.passed} passed, ${counts.failed} failed, ${counts.unlisted} without a baseline, ${counts.skipped} skipped\n`,
);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function check(known) {
  const { emulator, version } = known;
  const home = homeOf(known);
  const problem = await install(home, known.install);
  if (problem !== undefined) {
    process.stdout.write(`skipped ${emulator} ${version}: it cannot be installed here: ${problem}\n`);
    return 'skipped';
  }
  const baseline = baselineOf(emulator);
  const listed = existsSync(baseline);
  const out = join(SCRATCH, `${emulator}-report`);
  const first = await judge(known, { home, out, seed: SEED, ...(listed && !update && { baseline }) });
  if (first.problem !== undefined) return tell(known, 'FAILED ', [first.problem]);
  rows.push(tableRow(known, first.report, `npm run test:emulators ${emulator}`));
  if (update) return renew(known, baseline, out);
  if (!listed) {
    tell(known, 'judged ', ['there is no baseline to hold it against']);
    return 'unlisted';
  }
  if (!twice || !first.holds) return tell(known, first.holds ? 'ok     ' : 'FAILED ', first.lines);
  const again = join(SCRATCH, `${emulator}-again`);
  const second = await judge(known, { home, out: again, seed: SEED + 1, baseline });
  if (second.problem !== undefined) return tell(known, 'FAILED ', [second.problem]);
  const unsteady = await unsteadyLines(emulator, out, again);
  const holds = second.holds && unsteady.length === 0;
  return tell(known, holds ? 'ok     ' : 'FAILED ', [...second.lines, ...unsteady]);
}

/** Writes what fails now into the baseline, each by its kind of difference. */
async function renew(known, baseline, out) {
  const added = await cli(['baseline', 'update', baseline, out, '--by', 'code']);
  const { code, stdout, stderr } = added.code === 0 ? await cli(['baseline', 'prune', baseline, out]) : added;
  return tell(
    known,
    code === 0 ? 'renewed' : 'FAILED ',
    `${added.stdout}${stdout}${stderr}`.trim().split('\n'),
  );
}

/** What fails in another way with another seed, by a baseline of fingerprints that the first run makes. */
async function unsteadyLines(emulator, one, other) {
  const file = join(SCRATCH, `${emulator}-fingerprints.yaml`);
  rmSync(file, { force: true });
  await cli(['baseline', 'update', file, one]);
  const { stdout } = await cli(['baseline', 'check', file, other]);
  return stdout.split('\n').filter((line) => line.startsWith('CHANGED'));
}

function tell({ emulator, version }, word, lines) {
  process.stdout.write(`${word} ${emulator} ${version}: ${lines.at(-1)}\n`);
  for (const line of lines.slice(0, -1)) process.stdout.write(`        ${line}\n`);
  return word.startsWith('FAILED') ? 'failed' : 'passed';
}

/** A process of its own, because it uses more of the package than this room may know. */
function gate() {
  try {
    const output = execFileSync(process.execPath, [GATE], { encoding: 'utf8', timeout: 1_800_000 });
    process.stdout.write(output);
    return output.startsWith('skipped') ? 'skipped' : 'passed';
  } catch (error) {
    process.stdout.write(`${error.stdout ?? ''}${error.stderr ?? error.message}`);
    return 'failed';
  }
}
