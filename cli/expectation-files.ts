import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Folder in a report folder that holds the repetitions of the run, by number from 2. */
export const ATTEMPTS_FOLDER = 'attempts';

/** What the baseline makes of a run, in its report folder. */
export const COMPARISON_FILE = 'baseline.json';

/** Removes what an earlier run of the same folder was held against. */
export function removeExpectations(folder: string): void {
  rmSync(join(folder, COMPARISON_FILE), { force: true });
  rmSync(join(folder, ATTEMPTS_FOLDER), { force: true, recursive: true });
}
