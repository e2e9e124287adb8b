import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../runner/events.ts';
import { UsageError } from '../targets/usage-error.ts';
import { reportOf } from './model.ts';
import type { Report } from './report.ts';
import { firstError, reportValidator } from './schema.ts';

const LOG = 'events.ndjson';
const REPORT = 'report.json';

/** An event log with its report. */
export interface ReadLog {
  readonly events: readonly RunEvent[];
  readonly report: Report;
}

/**
 * Reads an event log: the file, or the folder that holds `events.ndjson`. A last line that was cut off (the process was
 * killed) is left out; the report then says that the run was interrupted.
 * @throws UsageError when it cannot be read or is no event log
 */
export function readLog(path: string): ReadLog {
  const file = isFolder(path) ? join(path, LOG) : path;
  const lines = readText(file).split('\n');
  const events = lines.flatMap((line, index): RunEvent[] => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as RunEvent];
    } catch {
      if (index === lines.length - 1) return [];
      throw new UsageError(`${file}:${index + 1} is not JSON; give the events.ndjson of a run`);
    }
  });
  return { events, report: checked(() => reportOf(events), file) };
}

/**
 * Reads a report: `report.json`, an event log, or the folder of a run.
 * @throws UsageError when it cannot be read or is none
 */
export function readReport(path: string): Report {
  if (path.endsWith('.ndjson')) return readLog(path).report;
  const file = isFolder(path) ? join(path, REPORT) : path;
  const text = readText(file);
  return checked(() => JSON.parse(text) as Report, file);
}

function checked(make: () => Report, file: string): Report {
  let report: Report;
  try {
    report = make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} is no report (${reason}); give the folder that a run wrote with --out`);
  }
  validate ??= reportValidator();
  if (validate(report)) return report;
  throw new UsageError(
    `${file} is no report that this version reads (${firstError(validate.errors)}); make it again with 'report' from its events.ndjson`,
  );
}

let validate: ReturnType<typeof reportValidator> | undefined;

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read ${file} (${reason}); give the folder that a run wrote with --out`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
