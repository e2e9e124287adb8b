import process from 'node:process';
import { diffOf, sortedByVersion } from '../reports/diff.ts';
import { type DiffFormat, renderDiff } from '../reports/diff-render.ts';
import { UsageError } from '../targets/usage-error.ts';
import { readAttempts } from './baseline-file.ts';

export interface DiffFlags {
  readonly format: DiffFormat;
}

/**
 * Prints what a later report has otherwise than an earlier one, two versions of one target in the order of their
 * versions. Resolves to 1 when a requirement that gates is newly broken, 3 when the later report saw less than the earlier
 * one, else 0.
 * @throws UsageError when a report cannot be read, or when the two were judged by different contracts
 */
export function diffVerb(before: string, after: string, { format }: DiffFlags): 0 | 1 | 3 {
  const sides = [readAttempts([before]), readAttempts([after])] as const;
  const [[earlier], [later]] = sides;
  if (earlier === undefined || later === undefined) throw new Error('a path is a report');
  if (earlier.target.provider !== later.target.provider) {
    throw new UsageError(
      `${before} was tested against the contract '${earlier.target.provider}', ${after} against '${later.target.provider}'; compare reports of one contract`,
    );
  }
  const sorted = sortedByVersion(earlier, later);
  const again = sides[sorted === undefined ? 1 : 0].slice(1);
  const diff =
    sorted === undefined
      ? diffOf(earlier, later, again)
      : { ...diffOf(...sorted, again), sorted: true as const };
  process.stdout.write(renderDiff(diff, format));
  if (diff.newGatingFailures > 0) return 1;
  return diff.sawLess.length > 0 ? 3 : 0;
}
