import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { Comparison } from '../gate/outcome.ts';
import { readLog } from '../reports/read.ts';
import { renderFolder, writeUnderBaseline } from '../reports/write.ts';
import { UsageError } from '../targets/usage-error.ts';
import { COMPARISON_FILE } from './expectation-files.ts';

export interface ReportFlags {
  readonly out?: string;
}

/**
 * Renders every format from an event log again, by default beside the log. Resolves to 0: what the run comes to is said
 * by the report, and decided by `run`, `diff` and the gate.
 * @throws UsageError when the log cannot be read or the folder cannot be written
 */
export function reportVerb(log: string, flags: ReportFlags): 0 {
  const { events, report } = readLog(log);
  const home = statSync(log).isDirectory() ? log : dirname(log);
  const folder = flags.out ?? home;
  const comparison = readComparison(join(home, COMPARISON_FILE));
  try {
    renderFolder(folder, report, events);
    if (comparison !== undefined) writeUnderBaseline(folder, report, comparison);
  } catch (error) {
    throw new UsageError(cannotWrite(folder, error), { cause: error });
  }
  process.stdout.write(`${folder}\n`);
  return 0;
}

/** What a baseline made of the run when it ran; `undefined` when it was held against none. */
function readComparison(file: string): Comparison | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Comparison;
    if (Array.isArray(value.outcomes)) return value;
  } catch {
    // Told below, as for any other text that is none.
  }
  throw new UsageError(`${file} is not what a run with --baseline writes; remove it`);
}

/** What to say when a folder for reports cannot be made or written. */
export function cannotWrite(folder: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `the report directory '${folder}' cannot be written (${reason}); choose another with --out`;
}
