import { join } from 'node:path';
import process from 'node:process';
import type { Baseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { type Comparison, unexpectedOf } from '../gate/outcome.ts';
import { worthRepeating } from '../gate/repeat.ts';
import { baselineLine } from '../gate/words.ts';
import { annotationsOf } from '../reports/annotations.ts';
import { stateOf } from '../reports/decide.ts';
import { openReportFolder, type ReportFolder } from '../reports/folder.ts';
import { writeWhole } from '../reports/own-file.ts';
import type { Report } from '../reports/report.ts';
import { chosenReporter } from '../reports/reporter-names.ts';
import { writeUnderBaseline } from '../reports/write.ts';
import { type ExitState, exitCodeOf, underBaseline, withRepetitions } from '../runner/exit-code.ts';
import { partOf } from '../runner/select.ts';
import type { Check } from '../suites/check.ts';
import { UsageError } from '../targets/usage-error.ts';
import { renderComparison, tellBeside } from './baseline.ts';
import { readBaseline, today, whyIncomplete } from './baseline-file.ts';
import { ATTEMPTS_FOLDER, COMPARISON_FILE } from './expectation-files.ts';
import type { RunFlags } from './options.ts';
import { fitting } from './width.ts';

/** The baseline of a run, and how often to try what fails. */
export interface Expectations {
  readonly baseline: Baseline;
  readonly attempts: number;
}

/** A run that is over, and the way to repeat a part of it. */
export interface JudgedRun {
  readonly report: Report;
  readonly state: ExitState;
  readonly selected: readonly string[];
  readonly checks: readonly Check[];
  repeat(selected: readonly string[], folder?: ReportFolder): Promise<Report>;
}

/**
 * What the options say is expected; read before the run, so that a mistake in the file costs no run.
 * @throws UsageError when the file cannot be used
 */
export function expectationsOf({ baseline, attempts }: RunFlags): Expectations | undefined {
  if (baseline !== undefined) return { baseline: readBaseline(baseline), attempts: attempts ?? 1 };
  if (attempts === undefined) return undefined;
  throw new UsageError('--attempts needs --baseline: attempts separate flaky failures from known ones');
}

/**
 * Repeats what failed and what is flaky, tells what the baseline makes of all attempts, and says what the run comes to
 * under it. The report and its verdicts are those of the first attempt.
 */
export async function holdAgainst(
  { baseline, attempts }: Expectations,
  run: JudgedRun,
  flags: RunFlags,
): Promise<ExitState> {
  const incomplete = whyIncomplete(run.report);
  if (incomplete !== undefined) {
    // Of a run that did not come to its end nothing can be said, and a word about the file would look like one.
    process.stdout.write(fitting([`BASELINE NOT CHECKED  ${incomplete}`]));
    annotate(run.report, flags);
    return underBaseline(run.state, true);
  }
  const reports = [run.report];
  const states: ExitState[] = [];
  const again = partOf(run.selected, worthRepeating(baseline, run.report.results), run.checks);
  for (let number = 2; number <= attempts && again.length > 0 && !isOver(run.state, states); number++) {
    const folder =
      flags.out === false ? undefined : openReportFolder(join(flags.out, ATTEMPTS_FOLDER, String(number)));
    const report = await run.repeat(again, folder);
    await folder?.finish(report);
    reports.push(report);
    states.push(stateOf(report));
  }
  const comparison = compare(
    baseline,
    reports.map(({ results }) => results),
    today(),
  );
  tell(comparison, run.report, flags);
  const holds = unexpectedOf(comparison).length === 0;
  const state = underBaseline(withRepetitions(run.state, states), holds);
  const exitCode = exitCodeOf(state);
  if (exitCode !== 0 && exitCode !== 1) tellBeside(exitCode, reports);
  return state;
}

function isOver(first: ExitState, repetitions: readonly ExitState[]): boolean {
  return [first, ...repetitions].some(({ interrupted }) => interrupted);
}

function tell(comparison: Comparison, report: Report, flags: RunFlags): void {
  const { out, quiet } = flags;
  if (out !== false) {
    writeWhole(join(out, COMPARISON_FILE), `${JSON.stringify(comparison, null, 2)}\n`);
    writeUnderBaseline(out, report, comparison);
  }
  const where = out === false ? undefined : join(out, COMPARISON_FILE);
  process.stdout.write(
    quiet === true ? fitting([baselineLine(comparison)]) : `\n${renderComparison(comparison, where)}`,
  );
  annotate(report, flags, comparison);
}

/** Annotations of a run with a baseline come last: they are of what the baseline does not expect. */
function annotate(report: Report, flags: RunFlags, comparison?: Comparison): void {
  if (flags.quiet === true || chosenReporter(flags, process.env) !== 'github') return;
  process.stdout.write(annotationsOf(report, comparison).join(''));
}
