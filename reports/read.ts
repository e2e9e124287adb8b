import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { RunEvent } from '../runner/events.ts';
import { UsageError } from '../targets/usage-error.ts';
import { reportOf } from './model.ts';
import type { Report } from './report.ts';
import { firstError, reportValidator } from './schema.ts';
import { parseStrict } from './strict-json.ts';
import { contradictionIn } from './validate.ts';

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
  return logFrom(readText(file), file);
}

/**
 * The log in a text.
 * @throws UsageError as `readLog`
 */
export function logFrom(text: string, file: string): ReadLog {
  const lines = text.split('\n');
  const events = lines.flatMap((line, index): RunEvent[] => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as RunEvent];
    } catch {
      if (index === lines.length - 1) return [];
      throw new UsageError(`${file}:${index + 1} is not JSON; give the events.ndjson of a run`);
    }
  });
  refuseHoles(events, file);
  return { events, report: checked(() => reportOf(events), file) };
}

/** Kinds of events that a log may have. */
const TYPES: Readonly<Record<RunEvent['type'], true>> = {
  'run-started': true,
  'capability-probed': true,
  'check-started': true,
  'check-finished': true,
  'reading-followed': true,
  'clients-asked-again': true,
  'cleanup-failed': true,
  'run-finished': true,
};

/** @throws UsageError for an event that no run writes, a log of two runs, and one that has lost lines */
function refuseHoles(events: readonly RunEvent[], file: string): void {
  const refuse = (what: string): UsageError =>
    new UsageError(
      `${file} is not a complete event log (${what}); give the events.ndjson as the run wrote it`,
    );
  events.forEach((event, index) => {
    const type: unknown = typeof event === 'object' && event !== null ? event.type : event;
    if (typeof type !== 'string' || !Object.hasOwn(TYPES, type))
      throw refuse(`event ${index + 1} is of the unknown type ${JSON.stringify(type)}`);
    if ((type === 'run-started') !== (index === 0)) throw refuse(`event ${index + 1} is '${type}'`);
    if (event.type !== 'run-finished') return;
    if (index !== events.length - 1) throw refuse(`it goes on after 'run-finished'`);
    if (event.events !== undefined && event.events !== index)
      throw refuse(`it has ${index} events before its end, the run wrote ${event.events}`);
  });
}

/** A report with what speaks for it. */
export interface Evidence {
  readonly report: Report;
  /** Why it could not be derived again, in a few words; missing where it follows from the log beside it. */
  readonly unverified?: string;
}

/**
 * Reads a report: `report.json`, an event log, or the folder of a run.
 * @throws UsageError when it cannot be read, contradicts itself, or does not follow from the log beside it
 */
export function readReport(path: string): Report {
  return readEvidence(path).report;
}

/**
 * Reads a report and derives it again from its log, where that is beside it.
 * @throws UsageError as `readReport`
 */
export function readEvidence(path: string): Evidence {
  if (path.endsWith('.ndjson')) return { report: readLog(path).report };
  const file = isFolder(path) ? join(path, REPORT) : path;
  const report = reportFrom(readText(file), file);
  const log = join(dirname(file), LOG);
  if (basename(file) !== REPORT || !existsSync(log))
    return { report, unverified: 'its event log is not beside it' };
  demandDerived(report, readLog(log).report, file);
  return { report };
}

/** @throws UsageError when a report is not the one that its log gives */
export function demandDerived(report: Report, derived: Report, file: string): void {
  if (derived.digests.report === report.digests.report) return;
  throw new UsageError(
    `${file} does not follow from the log beside it (${differenceBetween(report, derived)}); make it again with 'report' from its ${LOG}`,
  );
}

/**
 * The report in a text.
 * @throws UsageError when it is none, or contradicts itself
 */
export function reportFrom(text: string, file: string): Report {
  return checked(() => parseStrict(text) as Report, file);
}

/** What two reports of one run disagree on, in a few words. */
export function differenceBetween(report: Report, derived: Report): string {
  const theirs = new Map(derived.results.map((result) => [result.requirement, result.verdict]));
  const other = report.results.find(({ requirement, verdict }) => theirs.get(requirement) !== verdict);
  if (other !== undefined)
    return `${other.requirement} is ${other.verdict}, by the log ${theirs.get(other.requirement) ?? 'missing'}`;
  if (report.digests.log !== derived.digests.log) return 'the log is another';
  const keys = Object.keys(derived) as (keyof Report)[];
  const key = keys.find((one) => JSON.stringify(report[one]) !== JSON.stringify(derived[one]));
  return key === undefined ? 'the digests differ' : `${key} differs`;
}

function checked(make: () => Report, file: string): Report {
  let report: Report;
  try {
    report = make();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} is not a report (${reason}); give the report directory of a run`);
  }
  validate ??= reportValidator();
  const wrong = validate(report)
    ? (contradictionIn(report) ?? oddDateIn(report))
    : firstError(validate.errors);
  if (wrong === undefined) return report;
  throw new UsageError(
    `${file} is not a report that this version reads (${wrong}); make it again with 'report' from its events.ndjson`,
  );
}

function oddDateIn({ run: { startedAt } }: Report): string | undefined {
  return Number.isNaN(Date.parse(startedAt)) ? `/run/startedAt '${startedAt}' is no date` : undefined;
}

let validate: ReturnType<typeof reportValidator> | undefined;

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read ${file} (${reason}); give the report directory of a run`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
