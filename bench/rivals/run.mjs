// npm run bench:rivals [-- --sample N | --whole] [--seed N] [--jobs N] [--docs FILE]:
// how many faults this suite and others notice, side by side; with --docs also as a page.
import { writeFileSync } from 'node:fs';
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
    whole: { type: 'boolean', default: false },
    docs: { type: 'string' },
  },
});
const drawn = values.whole ? [] : ['--sample', values.sample];
const sample = [...drawn, '--seed', values.seed, '--jobs', values.jobs];

const tell = (lines) => process.stdout.write(`${lines.join('\n')}\n\n`);
const rows = [ourRow(await power(['--targeted', ...sample]))];
const leftOut = [];
for (const [prepare, folder] of [
  [moto, 'moto-tests'],
  [schemathesis, 'schemathesis'],
]) {
  const rival = await prepare(join(SCRATCH, folder));
  const notes = leftOutOf(rival);
  leftOut.push(...notes);
  tell(notes);
  if (rival.problem !== undefined) continue;
  const out = ['--out', join(SCRATCH, folder, 'result')];
  const words = ['--command', rival.command, '--command-timeout', '120', ...out, ...sample];
  rows.push(rivalRow(rival, await power(words)));
}
const table = [
  '| suite | mutants | noticed | not noticed | void | seconds |',
  '| --- | ---: | ---: | ---: | ---: | ---: |',
  ...rows,
  '',
  values.whole
    ? 'All mutants of EC2, the same for every suite.'
    : `A sample of ${values.sample} mutants drawn by seed ${values.seed}, the same for every suite.`,
  'Requests of all suites are signed; moto runs without its reset call, since every server is new;',
  'Schemathesis is given lists numbered as on the wire, one real public key as example, and a reader of XML.',
];
tell(table);
if (values.docs !== undefined) writeFileSync(values.docs, page());

/** What of a rival does not count, as a list. */
function leftOutOf({ name, problem, leftOut: judgements }) {
  if (problem !== undefined) return [`left out: ${name}: ${problem}`, ''];
  const head = `${name}: ${judgements.length} of its judgements fail on the correct server and are left out:`;
  return [head, '', ...judgements.map((one) => `- \`${one}\``), ''];
}

function page() {
  const command = `npm run bench:rivals -- ${values.whole ? '--whole' : `--sample ${values.sample}`}`;
  return [
    '# Other suites on the same mutants',
    '',
    `Written by \`${command} --docs FILE\`. Each suite is run against the same servers, each correct but for one`,
    'fault, and notices a fault when its exit status is not that of the correct server. What a rival finds wrong on the',
    'correct server is left out first, so its figure is a lower bound. None of them was made for this: the figures say',
    'what stays unseen where such a suite is all there is, not how good it is at its own work.',
    '',
    ...table,
    '',
    '## What does not count',
    '',
    ...leftOut.slice(0, -1),
    '',
  ].join('\n');
}

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
