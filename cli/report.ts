import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { readLog } from '../reports/read.ts';
import { renderFolder } from '../reports/write.ts';
import { UsageError } from '../targets/usage-error.ts';

export interface ReportFlags {
  readonly out?: string;
}

/**
 * Renders every format from an event log again, beside the log unless told. Resolves to 0: what the run comes to is said
 * by the report, and decided by `run`, `diff` and the gate.
 * @throws UsageError when the log cannot be read or the folder cannot be written
 */
export function reportVerb(log: string, flags: ReportFlags): 0 {
  const { events, report } = readLog(log);
  const home = statSync(log).isDirectory() ? log : dirname(log);
  const folder = flags.out ?? home;
  try {
    renderFolder(folder, report, events);
  } catch (error) {
    throw new UsageError(cannotWrite(folder, error), { cause: error });
  }
  process.stdout.write(`${folder}\n`);
  return 0;
}

/** What to say when a folder for reports cannot be made or written. */
export function cannotWrite(folder: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `the report folder '${folder}' cannot be written (${reason}); choose another with --out`;
}
