import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openReportFolder, type ReportFolder } from '../reports/folder.ts';
import { UsageError } from '../targets/usage-error.ts';

/** Folder in a report folder that holds the repetitions of the run, by number from 2. */
export const ATTEMPTS_FOLDER = 'attempts';

/** What the baseline makes of a run, in its report folder. */
export const COMPARISON_FILE = 'baseline.json';

/** Removes what an earlier run of the same folder was held against. */
function removeExpectations(folder: string): void {
  rmSync(join(folder, COMPARISON_FILE), { force: true });
  rmSync(join(folder, ATTEMPTS_FOLDER), { force: true, recursive: true });
}

/**
 * Opens the report directory of a run, without what an earlier run was held against.
 * @param kept files that must not be in the way, where they are given
 * @throws UsageError when it cannot be written
 */
export function openRunFolder(folder: string, kept: readonly (string | undefined)[]): ReportFolder {
  try {
    const given = kept.filter((file) => file !== undefined);
    const opened = openReportFolder(folder, given);
    removeExpectations(folder);
    return opened;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the report directory '${folder}' cannot be written (${reason}); choose another with --out`,
    );
  }
}
