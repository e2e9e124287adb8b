// npm run bench:rivals [-- --sample N --seed N --jobs N]: how many faults this suite and others notice, side by side.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { moto } from './moto.mjs';
import { power } from './power.mjs';
import { schemathesis } from './schemathesis.mjs';

const SCRATCH = join(import.meta.dirname, '..', '..', '.scratch', 'rivals');
const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
const sample = ['--sample', values.sample, '--seed', values.seed, '--jobs', values.jobs];

const tell = (text) => process.stdout.write(`${text}\n`);
const rows = [ourRow(await power(['--targeted', ...sample]))];
for (const [prepare, folder] of [
  [moto, 'moto-tests'],
  [schemathesis, 'schemathesis'],
]) {
  const rival = await prepare(join(SCRATCH, folder));
  if (rival.problem !== undefined) {
    tell(`left out: ${rival.name}: ${rival.problem}`);
    continue;
  }
  tell(
    `${rival.name}: ${rival.leftOut.length} of its judgements fail on the correct server and are left out:`,
  );
  for (const one of rival.leftOut) tell(`  ${one}`);
  const out = ['--out', join(SCRATCH, folder, 'result')];
  const words = ['--command', rival.command, '--command-timeout', '120', ...out, ...sample];
  rows.push(rivalRow(rival, await power(words)));
}
tell('\n| suite | mutants | noticed | not noticed | void | seconds |');
tell('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const row of rows) tell(row);
tell(`\nA sample of ${values.sample} mutants drawn by seed ${values.seed}, the same for every suite.`);
tell('Requests of all suites are signed; moto runs without its reset call, since every server is new;');
tell(
  'Schemathesis is given lists numbered as on the wire, one real public key as example, and a reader of XML.',
);

function ourRow({ void: unsound, figures, durationMs }) {
  const noticed = figures.killed + figures['killed-by-others'];
  const counts = { ...figures, noticed, unnoticed: figures.survived };
  return row('keypair-conformance, the targeted form', unsound, counts, durationMs);
}

function rivalRow({ name }, { void: unsound, figures, durationMs }) {
  return row(name, unsound, figures, durationMs);
}

function row(name, unsound, { mutants, noticed, unnoticed, void: judgedNothing }, durationMs) {
  const seconds = (durationMs / 1_000).toFixed(0);
  if (unsound !== undefined) return `| ${name} | ${mutants} | VOID: ${unsound} | | | ${seconds} |`;
  const share = ((100 * noticed) / mutants).toFixed(1);
  return `| ${name} | ${mutants} | ${noticed} (${share} %) | ${unnoticed} | ${judgedNothing} | ${seconds} |`;
}
