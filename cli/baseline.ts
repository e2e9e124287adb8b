import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { EMPTY_BASELINE, parseBaseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { type EditedBaseline, type NewEntries, pruneText, updateText } from '../gate/edit.ts';
import { type Comparison, unexpectedOf } from '../gate/outcome.ts';
import { baselineLine, unexpectedLines } from '../gate/words.ts';
import { count, leftoversOf, stateOf } from '../reports/decide.ts';
import { claimFile, FILE_KINDS, writeOwnFile } from '../reports/own-file.ts';
import type { Report, Result } from '../reports/report.ts';
import { unsettledInAll, unsettledLines } from '../reports/unsettled.ts';
import { type ExitCode, exitCodeOf, underBaseline, withRepetitions } from '../runner/exit-code.ts';
import { idPattern } from '../runner/id-pattern.ts';
import { didYouMean } from '../specs/similar.ts';
import { UsageError } from '../targets/usage-error.ts';
import { readAttempts, readBaseline, today, whyIncomplete } from './baseline-file.ts';
import { fitting } from './width.ts';

/** Of a long list on the console. */
const MOST_LINES = 20;

/** What a baseline never excuses. */
const BESIDE: Readonly<Record<Exclude<ExitCode, 0 | 1 | 5>, string>> = {
  2: 'USAGE',
  3: 'INCOMPLETE  too few of the gating requirements were tested (--min-coverage), which no baseline excuses',
  4: 'SUITE DEFECT  a check of the suite itself failed to work, which no baseline excuses',
  130: 'INTERRUPTED  the run did not come to its end',
};

export interface UpdateFlags extends Omit<NewEntries, 'flaky'> {
  /** Ids, with `*` for any text. */
  readonly flaky?: readonly string[];
}

/**
 * Holds reports against a baseline without running anything; several reports are attempts of the same run. Resolves to 0
 * when it holds, 1 when not, 3 when a report does not have the whole run.
 * @throws UsageError when a file cannot be used
 */
export function checkVerb(file: string, paths: readonly string[]): ExitCode {
  const baseline = readBaseline(file);
  const reports = readAttempts(paths);
  if (!tellComplete(reports)) return 3;
  const comparison = compare(
    baseline,
    reports.map(({ results }) => results),
    today(),
  );
  process.stdout.write(renderComparison(comparison));
  const exitCode = checkCode(reports, comparison);
  if (exitCode !== 0 && exitCode !== 1) tellBeside(exitCode, reports);
  return exitCode;
}

/** Says why a run is not green although its baseline holds. */
export function tellBeside(exitCode: Exclude<ExitCode, 0 | 1>, reports: readonly Report[]): void {
  const unsettled = exitCode === 3 ? unsettledLines(unsettledInAll(reports.slice(0, 1))) : [];
  const [beside = ''] = exitCode === 5 ? leftoverLines(reports) : [BESIDE[exitCode]];
  process.stdout.write(fitting(unsettled.length > 0 ? unsettled : [beside]));
}

/** What leftovers of runs come to under a baseline; no line where they are allowed. */
function leftoverLines(reports: readonly Report[]): readonly string[] {
  const most = Math.max(...reports.map(({ cleanup }) => leftoversOf(cleanup).left.length));
  const allowed = Math.min(...reports.map(({ run }) => run.maxLeftovers ?? 0));
  if (most <= allowed) return [];
  return [
    `CLEAN-UP INCOMPLETE  ${count(most, 'leftover')} on the target, which no baseline excuses; --max-leftovers ${most} (maxLeftovers in the config file) allows so many`,
  ];
}

/** The exit code of reports under a baseline; the first is the run, the others repeat parts of it. */
export function checkCode(reports: readonly Report[], comparison: Comparison): ExitCode {
  const [first, ...again] = reports.map(stateOf);
  if (first === undefined) throw new Error('a comparison has a report');
  const holds = unexpectedOf(comparison).length === 0;
  return exitCodeOf(underBaseline(withRepetitions(first, again), holds));
}

/**
 * Writes what fails now into a baseline file, which is made where it is missing; resolves to 0, or to 3 when a report does
 * not have the whole run, or when no report settles some requirement: the file cannot know whether that fails.
 * @throws UsageError when a file cannot be used
 */
export function updateVerb(file: string, paths: readonly string[], flags: UpdateFlags): 0 | 3 {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : EMPTY_BASELINE;
  let unsettled: readonly Result[] = [];
  const exitCode = editFile(file, text, paths, (comparison, reports) => {
    unsettled = unsettledInAll(reports);
    return updateText(text, comparison, { ...flags, flaky: idsOf(flags.flaky ?? [], reports) });
  });
  if (exitCode === 0) process.stdout.write(fitting(leftoverLines(readAttempts(paths))));
  if (unsettled.length === 0) return exitCode;
  const advice = `Then update ${file} from that report as well; until then, what fails there is unexpected.`;
  process.stdout.write(fitting([...unsettledLines(unsettled), advice]));
  return 3;
}

/** @throws UsageError for a pattern that matches no requirement */
function idsOf(patterns: readonly string[], reports: readonly Report[]): readonly string[] {
  const ids = reports[0]?.results.map(({ requirement }) => requirement) ?? [];
  return patterns.flatMap((text) => {
    const pattern = idPattern(text);
    const found = ids.filter((id) => pattern.test(id));
    if (found.length === 0)
      throw new UsageError(
        `--flaky: no requirement '${text}'${didYouMean(text, ids) || '; see keypair-conformance list'}`,
      );
    return found;
  });
}

/**
 * Takes out of a baseline file what excuses nothing any more; resolves to 0, or to 3 when a report does not have the
 * whole run.
 * @throws UsageError when a file cannot be used
 */
export function pruneVerb(file: string, paths: readonly string[]): 0 | 3 {
  readBaseline(file);
  const text = readFileSync(file, 'utf8');
  return editFile(file, text, paths, (comparison) => pruneText(text, comparison));
}

function editFile(
  file: string,
  text: string,
  paths: readonly string[],
  edit: (comparison: Comparison, reports: readonly Report[]) => EditedBaseline,
): 0 | 3 {
  claimFile(file, FILE_KINDS.edited);
  const baseline = parseBaseline(text, file);
  const reports = readAttempts(paths);
  if (!tellComplete(reports)) return 3;
  const attempts = reports.map(({ results }) => results);
  const edited = edit(compare(baseline, attempts, today()), reports);
  const left = compare(parseBaseline(edited.text, file), attempts, today());
  if (edited.text !== text || !existsSync(file)) writeOwnFile(file, FILE_KINDS.edited, edited.text);
  process.stdout.write(`${fitting(firstLinesOf(edited.changes, `see ${file}`))}${renderComparison(left)}`);
  return 0;
}

function tellComplete(reports: readonly Report[]): boolean {
  const why = reports.map(whyIncomplete).find((one) => one !== undefined);
  if (why !== undefined) process.stdout.write(fitting([`INCOMPLETE  ${why}`]));
  return why === undefined;
}

/**
 * What a baseline makes of a run, as text for people; texts of the target in it are escaped.
 * @param where the file with all that is unexpected, where there is one; then only the first of many are here
 */
export function renderComparison(comparison: Comparison, where?: string): string {
  const unexpected = unexpectedLines(comparison);
  const shown = where === undefined ? unexpected : firstLinesOf(unexpected, `see ${where}`);
  return fitting([...shown, baselineLine(comparison)]);
}

function firstLinesOf(lines: readonly string[], rest: string): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more > 1 ? [...lines.slice(0, MOST_LINES), `and ${more} more, ${rest}`] : lines;
}
