import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { parse } from 'yaml';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '..', '..');

/** Where emulators are installed and judged; git ignores it. */
export const SCRATCH = join(PACKAGE, '.scratch', 'emulators');

/** The file of the failures that are expected of an emulator. */
export function baselineOf(emulator) {
  return join(import.meta.dirname, 'baselines', `${emulator}.yaml`);
}

/** The built command line. */
export const MAIN = join(PACKAGE, process.env.KPC_DIST ?? 'dist', 'cli/main.js');

/** The emulators that are known here, or those of the given names. */
export function emulatorsNamed(names) {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => parse(readFileSync(join(import.meta.dirname, file), 'utf8')))
    .filter(({ emulator }) => names.length === 0 || names.includes(emulator));
}

/** The same emulator in another version, in a folder of its own; what is known of the listed one does not hold for it. */
export function ofVersion(known, version) {
  const { way, packages } = known.install;
  return {
    ...known,
    version,
    install: { way, packages: packages.map((text) => text.replaceAll(known.version, version)) },
  };
}

/** The folder of an emulator: the listed version under its name, another one with its version. */
export function homeOf({ emulator, version }) {
  const listed = emulatorsNamed([emulator]).some((known) => known.version === version);
  return join(SCRATCH, listed ? emulator : `${emulator}-${version}`);
}

/** Words of the command line that start an installed emulator as the target of a run. */
export function targetWords({ emulator, version, start }, home) {
  return [
    ...['--command', start.replaceAll('{home}', `'${home}'`)],
    ...['--name', emulator, '--target-version', version],
  ];
}

/**
 * Runs the suite against an installed emulator; the run starts and stops it.
 * @returns the report, what the run printed, and whether it is as the baseline says; or in one line why there is none
 */
export async function judge(known, { home, out, seed, baseline, options = [] }) {
  const words = [...targetWords(known, home), '--seed', String(seed), '--out', out, '--quiet', ...options];
  const ended = await cliFor(known)([
    'run',
    ...words,
    ...(baseline === undefined ? [] : ['--baseline', baseline]),
  ]);
  if (![0, 1, 3, 5].includes(ended.code)) {
    return { problem: `exit ${ended.code}: ${`${ended.stdout}${ended.stderr}`.trim().split('\n').at(-1)}` };
  }
  const report = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'));
  if (baseline === undefined) return { report };
  const { outcomes } = JSON.parse(readFileSync(join(out, 'baseline.json'), 'utf8'));
  const lines = [
    ...outcomes
      .filter(({ kind }) => !['known', 'flaky', 'not-judged'].includes(kind))
      .map(({ kind, requirement, text }) => `${kind} ${requirement}: ${text}`),
    ended.stdout.trim().split('\n').at(-1),
  ];
  return { report, lines, holds: isAsKnown(ended.code, known) };
}

/**
 * Whether the exit code of a run with a baseline says that nothing differs from what is known. What could not be judged is
 * exit 3, and what stays on the target exit 5: no baseline excuses either, and only an emulator of which it is known may
 * leave something.
 */
export function isAsKnown(code, { leaves }) {
  return code === 0 || code === 3 || (code === 5 && leaves !== undefined);
}

/** Runs the suite for an emulator: one that cannot be told to listen on loopback gets a network that has nothing else. */
function cliFor({ alone }) {
  return alone !== true ? cli : (words) => cli(words, process.cwd(), ALONE);
}

const ALONE = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/** Runs the built command line to its end, whatever that is. */
export async function cli(words, cwd = process.cwd(), before = []) {
  const limits = { cwd, timeout: 1_800_000, maxBuffer: 64 * 1024 * 1024 };
  try {
    const [program, ...rest] = [...before, process.execPath, MAIN, ...words];
    return { code: 0, ...(await run(program, rest, limits)) };
  } catch (error) {
    return { code: error.code, stdout: error.stdout ?? '', stderr: error.stderr ?? error.message };
  }
}

/** A row of the table in the README. */
export function tableRow({ emulator, version }, { summary, run: { startedAt } }, command) {
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const figures = `${percent(summary.divergence)} | ${percent(summary.coverage)}`;
  return `| ${emulator} | ${version} | ${figures} | ${startedAt.slice(0, 10)} | \`${command}\` |`;
}

export const TABLE_HEAD =
  '| emulator | version | divergence | coverage | date | command |\n| --- | --- | --- | --- | --- | --- |';
