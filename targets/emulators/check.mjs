// npm run test:emulators [NAME...] [-- --twice]: installs real emulators, judges them, and compares with what is known of
// them. --twice judges each with two seeds and compares the fingerprints of the failures.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { compare, unsteady } from './compare.mjs';
import { install } from './install.mjs';
import { emulatorsNamed, homeOf, judge, SCRATCH, TABLE_HEAD, tableRow } from './judge.mjs';

const SEED = 20_261_122;
const GATE = join(import.meta.dirname, '..', '..', 'cli', 'testing', 'gate.mjs');
/** Emulator with which the gate is tried end to end. */
const GATED = 'moto';

const twice = process.argv.includes('--twice');
const chosen = process.argv.slice(2).filter((word) => word !== '--twice');
const emulators = emulatorsNamed(chosen);
if (emulators.length === 0) {
  process.stderr.write(`no such emulator: ${chosen.join(', ')}; the lists are in targets/emulators/\n`);
  process.exit(2);
}

const counts = { passed: 0, failed: 0, unlisted: 0, skipped: 0 };
const rows = [];
for (const known of emulators) counts[await check(known)] += 1;
if (emulators.some(({ emulator }) => emulator === GATED)) counts[gate()] += 1;
process.stdout.write(`\n${TABLE_HEAD}\n`);
for (const row of rows) process.stdout.write(`${row}\n`);
process.stdout.write(
  `\n${counts.passed} passed, ${counts.failed} failed, ${counts.unlisted} without a list, ${counts.skipped} skipped\n`,
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
  const first = await judge(known, { home, out: join(SCRATCH, `${emulator}-report`), seed: SEED });
  if (first.problem !== undefined) return broken(known, first.problem);
  rows.push(tableRow(known, first.report, `npm run test:emulators ${emulator}`));
  if (known.divergences === undefined) return unlisted(known, first.report);
  const told = compare(first.report, known.divergences);
  if (!twice) return tell(known, told, []);
  const second = await judge(known, { home, out: join(SCRATCH, `${emulator}-again`), seed: SEED + 1 });
  if (second.problem !== undefined) return broken(known, second.problem);
  return tell(known, told, unsteady(first.report, second.report, known.unstable ?? []));
}

/** An emulator of which nobody has written down what differs: only a fault of the suite can fail it. */
function unlisted(known, report) {
  const told = compare(report, []);
  if (told.defects.length > 0) return tell(known, { ...told, unexplained: [] }, []);
  const { emulator, version } = known;
  const differs = `${told.failed.size} requirements differ`;
  process.stdout.write(
    `judged  ${emulator} ${version}: ${differs}, and there is no list to hold them against\n`,
  );
  return 'unlisted';
}

function broken({ emulator, version }, problem) {
  process.stdout.write(`FAILED  ${emulator} ${version}: ${problem}\n`);
  return 'failed';
}

function tell({ emulator, version }, { failed, unexplained, missed, defects, inconclusive }, unsteadyIds) {
  const wrong = [
    ['fails and is not in the list', unexplained],
    ['is in the list and does not fail', missed],
    ['is a defect of the suite', defects],
    ['has another fingerprint with another seed', unsteadyIds],
  ].filter(([, ids]) => ids.length > 0);
  const word = wrong.length === 0 ? 'ok     ' : 'FAILED ';
  const silent = inconclusive.length === 0 ? '' : `, ${inconclusive.length} could not be judged`;
  const steady = twice ? ', fingerprints of two runs compared' : '';
  process.stdout.write(
    `${word} ${emulator} ${version}: ${failed.size} requirements differ${silent}${steady}\n`,
  );
  for (const [what, ids] of wrong) for (const id of ids) process.stdout.write(`        ${what}: ${id}\n`);
  return wrong.length === 0 ? 'passed' : 'failed';
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
