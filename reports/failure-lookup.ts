import { basename } from 'node:path';
import { UsageError } from '../targets/usage-error.ts';
import type { Report, ReportedFinding, Result } from './report.ts';

/** A failure of a report. */
export interface FoundFailure {
  readonly result: Result;
  readonly finding: ReportedFinding;
}

/**
 * The failure that a person names: the id that the summary prints (a fingerprint or its beginning), the directory of the
 * failure, or the id of a requirement, whose first finding is meant.
 * @param path of the report, for messages
 * @throws UsageError when there is none, or more than one
 */
export function failureOf(named: string, report: Report, path: string): FoundFailure {
  const failed = report.results.filter(({ verdict }) => verdict === 'fail');
  const requirement = failed.find((result) => result.requirement === named);
  const first = requirement?.findings[0];
  if (requirement !== undefined && first !== undefined) return { result: requirement, finding: first };
  const id = basename(named);
  const found = failed.flatMap((result) =>
    result.findings
      .filter(({ fingerprint }) => id !== '' && fingerprint.startsWith(id))
      .map((finding) => ({ result, finding })),
  );
  const different = new Set(found.map(({ finding }) => finding.fingerprint));
  const [only] = found;
  if (only !== undefined && different.size === 1) return only;
  throw new UsageError(
    only === undefined
      ? `${path} has no failure '${named}'; give the id of a finding or of a failed requirement`
      : `'${named}' is the beginning of ${different.size} ids (${[...different].slice(0, 3).join(', ')}); give more of it`,
  );
}
