import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { decide } from '../reports/decide.ts';
import { readEvidence, readLog } from '../reports/read.ts';
import { escapeLine } from '../specs/escape.ts';
import { UsageError } from '../targets/usage-error.ts';
import { readVersion } from './version.ts';

/**
 * Derives the report of a run again from its event log and compares: verdicts, figures, and the digests of log and
 * contract. Resolves to 0 when the report follows from the log, whatever it says of the target.
 * @throws UsageError when it does not, when one of the two is missing, or when the log has lost lines
 */
export function verifyVerb(folder: string): 0 {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${folder} is not a directory; give the report directory of a run`);
  const missing = ['events.ndjson', 'report.json'].find((name) => !existsSync(join(folder, name)));
  if (missing !== undefined)
    throw new UsageError(
      `${folder} has no ${missing}; a report is verified by the log that it was made from`,
    );
  const { report } = readEvidence(folder);
  const { events } = readLog(folder);
  const { exitCode, text } = decide(report);
  const { digests, tool } = report;
  const lines = [
    `VERIFIED  ${folder} follows from its ${events.length} events: ${text} (exit code ${exitCode})`,
    `  log       sha256 ${digests.log}`,
    `  contract  ${digests.contract === undefined ? 'not in the log' : `sha256 ${digests.contract}`}`,
    `  suite     ${tool.name} ${tool.version}${tool.version === readVersion() ? '' : `, this is ${readVersion()}`}`,
  ];
  process.stdout.write(`${lines.map(escapeLine).join('\n')}\n`);
  return 0;
}
