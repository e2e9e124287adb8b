// node targets/emulators/versions.mjs NAME VERSION... [--beside NAME]... [--shots]: installs versions of an emulator,
// judges each and those beside it with the same seed, and puts the reports into one matrix, versions in the given order.
// --shots also takes pictures of the pages, where there is a Chromium.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';
import { cli, emulatorsNamed, homeOf, judge, ofVersion, SCRATCH, TABLE_HEAD, tableRow } from './judge.mjs';

const SEED = 20_261_122;
const SHOTS = join(import.meta.dirname, '..', '..', 'reports', 'testing', 'shots.mjs');
const USAGE = 'node targets/emulators/versions.mjs NAME VERSION... [--beside NAME]... [--shots]';

const { name, versions, beside, shots } = wished();
const rows = [];
const folders = [];
let failed = 0;
for (const one of [...versions.map((version) => ofVersion(named(name), version)), ...beside.map(named)]) {
  await take(one);
}
if (folders.length < 2) {
  process.stderr.write('a matrix needs two reports; none is made\n');
  process.exit(1);
}
const matrix = join(SCRATCH, 'matrix');
const made = await cli(['matrix', ...folders, '--out', matrix]);
process.stdout.write(
  `${made.stdout}${made.stderr}\n${TABLE_HEAD}\n${rows.map((row) => `${row}\n`).join('')}`,
);
if (shots) {
  const pages = [...folders, matrix].map((folder) => join(folder, 'index.html'));
  execFileSync(process.execPath, [SHOTS, '--out', join(SCRATCH, 'shots'), ...pages], { stdio: 'inherit' });
}
process.exitCode = made.code !== 0 || failed > 0 ? 1 : 0;

async function take(one) {
  const label = `${one.emulator} ${one.version}`;
  const home = homeOf(one);
  const problem = await install(home, one.install);
  if (problem !== undefined) {
    process.stdout.write(`skipped ${label}: it cannot be installed here: ${problem}\n`);
    return;
  }
  const out = join(SCRATCH, 'reports', label.replaceAll(' ', '-'));
  const { report, problem: wrong } = await judge(one, { home, out, seed: SEED });
  if (report === undefined) {
    failed += 1;
    process.stdout.write(`FAILED  ${label}: ${wrong}\n`);
    return;
  }
  process.stdout.write(`ok      ${label}: ${join(out, 'index.html')}\n`);
  folders.push(out);
  rows.push(tableRow(one, report, `node targets/emulators/versions.mjs ${process.argv.slice(2).join(' ')}`));
}

function named(wanted) {
  const [known] = emulatorsNamed([wanted]);
  if (known !== undefined) return known;
  const all = emulatorsNamed([]).map(({ emulator }) => emulator);
  process.stderr.write(`no such emulator: ${wanted}; there are ${all.join(', ')}\n`);
  process.exit(2);
}

function wished() {
  const options = { beside: { type: 'string', multiple: true, default: [] }, shots: { type: 'boolean' } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [first, ...rest] = positionals;
    if (first === undefined || rest.length === 0) throw new Error('a name and a version are needed');
    return { name: first, versions: rest, beside: values.beside, shots: values.shots === true };
  } catch (error) {
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exit(2);
  }
}
