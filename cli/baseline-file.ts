import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Baseline, parseBaseline } from '../gate/baseline.ts';
import { readReport } from '../reports/read.ts';
import type { Report } from '../reports/report.ts';
import { UsageError } from '../targets/usage-error.ts';
import { ATTEMPTS_FOLDER } from './expectation-files.ts';

/**
 * Reads a baseline file.
 * @throws UsageError when it cannot be read or is not valid
 */
export function readBaseline(file: string): Baseline {
  return parseBaseline(
    readText(file, 'begin one with: keypair-conformance baseline update FILE REPORT'),
    file,
  );
}

/**
 * Reads a text file that the user named.
 * @throws UsageError when it cannot be read
 */
export function readText(file: string, advice: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`cannot read '${file}' (${reason}); ${advice}`);
  }
}

/**
 * The reports of all attempts: each named report, and for a report folder the repetitions in it.
 * @throws UsageError when one cannot be read, or when they are not of one target
 */
export function readAttempts(paths: readonly string[]): readonly Report[] {
  const named = paths.flatMap((path) => [path, ...repetitionsIn(path)]);
  const reports = named.map((path) => readReport(path));
  const [first] = reports;
  const index = reports.findIndex(
    ({ target }) => target.name !== first?.target.name || target.provider !== first.target.provider,
  );
  if (index > 0) {
    const [a, b] = [first?.target.name, reports[index]?.target.name];
    throw new UsageError(
      `${named[0]} is about '${a}' and ${named[index]} about '${b}'; attempts are of one target`,
    );
  }
  return reports;
}

function repetitionsIn(path: string): readonly string[] {
  const folder = join(path, ATTEMPTS_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a) - Number(b))
    .map((name) => join(folder, name));
}

/** Why nothing can be decided on a report: it does not have the whole run. */
export function whyIncomplete({ run }: Report): string | undefined {
  if (run.unreachable !== undefined) return `the target could not be reached: ${run.unreachable}`;
  if (run.interrupted) return 'the run was interrupted';
  return undefined;
}

/** Today in UTC, as `yyyy-mm-dd`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
