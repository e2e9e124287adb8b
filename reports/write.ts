import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../runner/events.ts';
import { renderJson } from './json.ts';
import { renderJunit } from './junit.ts';
import { openEventLog } from './ndjson.ts';
import type { Report } from './report.ts';

/** What each format of the report folder is called, with its renderer. */
const FORMATS: Readonly<Record<string, (report: Report) => string>> = {
  'report.json': renderJson,
  'junit.xml': renderJunit,
};

/** A report folder that is being filled. */
export interface ReportFolder {
  /** Appends one event to `events.ndjson`. */
  event(event: RunEvent): void;
  /** Ends the log and writes every format, each whole or not at all. */
  finish(report: Report): void;
}

/**
 * Opens a folder for the files of one run, making it where needed. Reports of an earlier run are removed first, so that
 * the folder never shows the log of one run beside the report of another; other files are left alone.
 * @throws NodeJS.ErrnoException when the folder cannot be made or written.
 */
export function openReportFolder(folder: string): ReportFolder {
  mkdirSync(folder, { recursive: true });
  for (const name of Object.keys(FORMATS)) rmSync(join(folder, name), { force: true });
  const log = openEventLog(join(folder, 'events.ndjson'));
  return {
    event: log.write,
    finish(report) {
      log.close();
      for (const [name, render] of Object.entries(FORMATS)) writeWhole(join(folder, name), render(report));
    },
  };
}

/** A reader sees the old file or the new one, never a part: the text goes to a neighbour first and takes the name last. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const handle = openSync(draft, 'w');
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
