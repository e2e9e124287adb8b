import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../runner/events.ts';
import { claimDirectory } from './claim.ts';
import { removeReports } from './files.ts';
import { logEvents, openEventLog } from './ndjson.ts';
import type { Report } from './report.ts';

const LOG = 'events.ndjson';

/** A report folder that is being filled. */
export interface ReportFolder {
  /** Appends one event to `events.ndjson`. */
  event(event: RunEvent): void;
  /** Ends the log and writes every format, each whole or not at all. */
  finish(report: Report): Promise<void>;
  /** Lets go of the folder, also where the run has no report; again without effect. */
  close(): void;
}

/**
 * Opens a folder for the files of one run, making it where needed. Reports of an earlier run are removed first, so that
 * the folder never shows the log of one run beside the report of another; other files are left alone.
 * @param kept files of the user that must not be in the way
 * @throws NotClaimed when it holds anything but a report, or another run writes into it.
 * @throws NodeJS.ErrnoException when the folder cannot be made or written.
 */
export function openReportFolder(folder: string, kept: readonly string[] = []): ReportFolder {
  mkdirSync(folder, { recursive: true });
  const release = claimDirectory(folder, kept);
  removeReports(folder);
  const log = openEventLog(join(folder, LOG));
  let logging = true;
  const endLog = (): void => {
    if (logging) log.close();
    logging = false;
  };
  const close = (): void => {
    endLog();
    release();
  };
  return {
    event: (event) => log.write(event),
    async finish(report) {
      endLog();
      // No verdict has to wait until the renderers of all formats are loaded.
      const { writeReports } = await import('./write.ts');
      try {
        writeReports(folder, report, () => logEvents(join(folder, LOG)));
      } finally {
        close();
      }
    },
    close,
  };
}
