// npm run compatibility [-- NAME[@VERSION]...] [--check] [--pages]: installs emulators from package registries, tests each
// version that its file in this directory lists, and writes docs/compatibility/: a compact result for each, the table and
// the picture, and the table in README.md. --check writes nothing and exits 1 where a fresh run passes or fails otherwise
// than the result that is there; --pages only writes table and picture again. One emulator runs at a time.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parse } from 'yaml';
import { install } from './install.mjs';
import { baselineOf, cli, emulatorsNamed, homeOf, judge, ofVersion, SCRATCH } from './judge.mjs';

const SEED = 20_261_122;
const PACKAGE = join(import.meta.dirname, '..', '..');
const DOCS = join(PACKAGE, 'docs', 'compatibility');
const RESULTS = join(DOCS, 'results');
const MOST_BYTES = 60_000;
/** The quota needs thousands of key pairs, which takes some emulators minutes. */
const OPTIONS = ['--quota', 'skip'];
const MARKS = ['<!-- compatibility: npm run compatibility -->', '<!-- /compatibility -->'];

const words = process.argv.slice(2);
const [check, pagesOnly] = ['--check', '--pages'].map((option) => words.includes(option));
const wished = words.filter((word) => !word.startsWith('--'));
const counts = { ok: 0, failed: 0, skipped: 0 };
if (!pagesOnly) for (const one of chosen()) counts[await renew(one)] += 1;
if (!check) await writePages();
process.stdout.write(`${counts.ok} ok, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 ? 1 : 0;

/** Every version of every emulator, or those that are named. */
function chosen() {
  const all = emulatorsNamed([]).flatMap((known) =>
    Object.keys(known.versions ?? { [known.version]: [] }).map((version) => ({
      ...ofVersion(known, version),
      pins: known.versions?.[version] ?? [],
    })),
  );
  const fits = ({ emulator, version }) =>
    wished.length === 0 || wished.includes(emulator) || wished.includes(`${emulator}@${version}`);
  const some = all.filter(fits);
  if (some.length > 0) return some;
  process.stderr.write(
    `no such emulator: ${wished.join(', ')}; there are ${all.map(({ emulator, version }) => `${emulator}@${version}`).join(', ')}\n`,
  );
  process.exit(2);
}

async function renew(known) {
  const { emulator, version } = known;
  const label = `${emulator} ${version}`;
  const home = homeOf(known);
  const { way, packages } = known.install;
  const problem = await install(home, { way, packages: [...packages, ...known.pins] });
  if (problem !== undefined) return tell('skipped', `${label}: it cannot be installed here: ${problem}`);
  const out = join(SCRATCH, 'compatibility', `${emulator}-${version}`);
  const { problem: wrong } = await judge(known, { home, out, seed: SEED, options: OPTIONS });
  if (wrong !== undefined) return tell('failed', `${label}: ${wrong}`);
  const result = JSON.parse(readFileSync(join(out, 'compact.json'), 'utf8'));
  const file = join(RESULTS, `${emulator}-${version}.json`);
  if (check) return compared(label, file, result);
  mkdirSync(RESULTS, { recursive: true });
  const text = rendered(withOrigin(result, known), readFileSync(join(out, 'compact.json'), 'utf8'));
  if (Buffer.byteLength(text) > MOST_BYTES)
    return tell('failed', `${label}: its result takes ${Buffer.byteLength(text)} bytes`);
  writeFileSync(file, text);
  return tell('ok', `${label}: ${result.conclusion.text}`);
}

/** The command that makes the result again, and the requirements whose verdict is known to waver. */
function withOrigin(result, { emulator, version }) {
  const flaky = flakyOf(emulator);
  return {
    run: { ...result.run, command: `npm run compatibility ${emulator}@${version}` },
    ...(flaky.length > 0 && { flaky }),
  };
}

/** The text of a compact result with other members, line by line as it was. */
function rendered({ run, flaky }, text) {
  const told = text.replace(/^ {2}"run": .*$/m, `  "run": ${JSON.stringify(run)},`);
  return flaky === undefined
    ? told
    : told.replace(/^ {2}"results": /m, `  "flaky": ${JSON.stringify(flaky)},\n  "results": `);
}

function flakyOf(emulator) {
  const file = baselineOf(emulator);
  if (!existsSync(file)) return [];
  const { entries = [] } = parse(readFileSync(file, 'utf8')) ?? {};
  return [
    ...new Set(entries.filter((entry) => entry.class === 'flaky').map(({ requirement }) => requirement)),
  ].sort();
}

/** Holds a fresh run against the result that is there; what is flaky or was not judged in both is set aside. */
function compared(label, file, fresh) {
  if (!existsSync(file)) return tell('failed', `${label}: there is no ${file}`);
  const known = JSON.parse(readFileSync(file, 'utf8'));
  const word = (verdict) => (Array.isArray(verdict) ? verdict[0] : verdict);
  const judged = (verdict) => verdict === 'pass' || verdict === 'fail';
  const changed = Object.keys(known.results).filter((id) => {
    const [before, after] = [word(known.results[id]), word(fresh.results[id])];
    return judged(before) && judged(after) && before !== after && !(known.flaky ?? []).includes(id);
  });
  if (changed.length === 0) return tell('ok', `${label}: as published`);
  return tell('failed', `${label}: ${changed.length} otherwise than published: ${changed.join(', ')}`);
}

function tell(kind, text) {
  process.stdout.write(`${kind.padEnd(7)} ${text}\n`);
  return kind;
}

/** Table and picture from the results that are there, by the site that they make. */
async function writePages() {
  if (!existsSync(RESULTS) || readdirSync(RESULTS).length === 0) return;
  const site = join(SCRATCH, 'compatibility', 'site');
  const made = await cli(['site', RESULTS, '--out', site]);
  if (made.code !== 0) {
    tell('failed', made.stderr.trim());
    counts.failed += 1;
    return;
  }
  writeFileSync(join(DOCS, 'compatibility.svg'), readFileSync(join(site, 'og.svg')));
  const table = tableOf(
    readdirSync(RESULTS).map((name) => JSON.parse(readFileSync(join(RESULTS, name), 'utf8'))),
  );
  writeFileSync(join(DOCS, 'README.md'), pageOf(table));
  const readme = join(PACKAGE, 'README.md');
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])];
  if (from < 0 || to < from) return;
  const picture =
    '![Share of gating requirements that pass, by emulator](docs/compatibility/compatibility.svg)';
  writeFileSync(readme, `${text.slice(0, from)}${MARKS[0]}\n${picture}\n\n${table}\n${text.slice(to)}`);
}

/** Best version first within each emulator, emulators by their newest version. */
function tableOf(results) {
  const collator = new Intl.Collator('en', { numeric: true });
  const share = ({ gating }) => gating.pass / gating.planned;
  const newest = new Map();
  for (const result of results.toSorted((one, other) =>
    collator.compare(one.target.version, other.target.version),
  ))
    newest.set(result.target.name, result);
  const rows = results
    .toSorted(
      (one, other) =>
        share(newest.get(other.target.name)) - share(newest.get(one.target.name)) ||
        collator.compare(other.target.version, one.target.version),
    )
    .map((result) => {
      const { target, run, gating, results: verdicts } = result;
      const words = Object.values(verdicts).map((verdict) => (Array.isArray(verdict) ? verdict[0] : verdict));
      const part = (...wanted) => words.filter((word) => wanted.includes(word)).length / words.length;
      const figures = [share(result), part('fail'), part('pass', 'fail')].map(
        (value) => `${(100 * value).toFixed(1)}%`,
      );
      return `| ${target.name} | ${target.version} | ${gating.pass} of ${gating.planned} | ${figures.join(' | ')} | ${run.startedAt.slice(0, 10)} |`;
    });
  return [
    '| emulator | version | gating that pass | share | divergence | coverage | tested |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function pageOf(table) {
  return `# Compatibility of emulators

What \`npm run compatibility\` found: each emulator is installed from its package registry and tested on loopback, seed ${SEED}, without the quota checks. \`results/\` holds a compact result for each version, with every verdict and the causes of the failures; \`keypair-conformance site docs/compatibility/results --out site\` makes the pages.

![Share of gating requirements that pass](compatibility.svg)

${table}

The share is of the requirements that can make a target non-conformant. Divergence is the share of all planned requirements that fail, coverage the share that was tested. \`npm run compatibility -- --check moto@5.2.5\` holds a fresh run against the published result.
`;
}
