import process from 'node:process';
import { diffOf } from '../reports/diff.ts';
import { type DiffFormat, renderDiff } from '../reports/diff-render.ts';
import { readReport } from '../reports/read.ts';
import { UsageError } from '../targets/usage-error.ts';

export interface DiffFlags {
  readonly format: DiffFormat;
}

/**
 * Tells what a later report has otherwise than an earlier one. Resolves to 1 when a requirement that gates is newly
 * broken, 3 when the later report saw less than the earlier one, else 0.
 * @throws UsageError when a report cannot be read, or when the two were judged by different contracts
 */
export function diffVerb(before: string, after: string, { format }: DiffFlags): 0 | 1 | 3 {
  const [earlier, later] = [readReport(before), readReport(after)];
  if (earlier.target.provider !== later.target.provider) {
    throw new UsageError(
      `${before} was tested against the contract '${earlier.target.provider}', ${after} against '${later.target.provider}'; compare reports of one contract`,
    );
  }
  const diff = diffOf(earlier, later);
  process.stdout.write(renderDiff(diff, format));
  if (diff.newGatingFailures > 0) return 1;
  return diff.sawLess.length > 0 ? 3 : 0;
}
