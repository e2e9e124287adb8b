import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Report directory by default. */
export const DEFAULT_FOLDER = 'keypair-conformance-report';

/** The files of a report folder that are there after every run, beside the event log. */
export const FORMAT_FILES = [
  'report.json',
  'junit.xml',
  'index.html',
  'summary.md',
  'badge.svg',
  'badge.json',
  'compact.json',
  'ctrf.json',
  'traffic.har',
] as const;

/** One of the formats, by the name of its file. */
export type FormatFile = (typeof FORMAT_FILES)[number];

/** Folder of the failures, one folder each; there only when something failed. */
export const PACKS = 'failures';
/** A bug report on the suite itself; there only when there is something to report. */
export const DEFECTS = 'defects.md';

/** Removes what a run writes into its folder, but for the log; other files are left alone. */
export function removeReports(folder: string): void {
  for (const name of FORMAT_FILES) rmSync(join(folder, name), { force: true });
  rmSync(join(folder, PACKS), { force: true, recursive: true });
  rmSync(join(folder, DEFECTS), { force: true });
}
