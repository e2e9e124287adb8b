import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageFile } from '../../specs/folders.ts';
import { UsageError } from '../../targets/usage-error.ts';
import { firstError } from '../schema.ts';
import { parseStrict } from '../strict-json.ts';
import type { CompactResult } from './compact.ts';

let validate: ValidateFunction | undefined;

/** Whether the text of a file is a compact result rather than a whole report. */
export function looksCompact(text: string): boolean {
  return /^\s*\{\s*"schemaVersion":\s*\d+,\s*"target":/.test(text);
}

/**
 * The compact result in a text.
 * @throws UsageError when it is none, or its numbers lead nowhere
 */
export function compactFrom(text: string, file: string): CompactResult {
  let value: unknown;
  try {
    value = parseStrict(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file} is no compact result (${reason}); make it again with 'site' or 'compact'`);
  }
  validate ??= new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(packageFile('reports/schemas/compact.schema.json'), 'utf8')) as object,
  );
  const wrong = validate(value) ? contradictionIn(value as CompactResult) : firstError(validate.errors);
  if (wrong === undefined) return value as CompactResult;
  throw new UsageError(`${file} is no compact result that this version reads (${wrong})`);
}

/** The files of compact results in a directory, sorted; none where it holds a report of a run. */
export function compactFilesIn(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json') && name !== 'report.json')
    .sort()
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile() && looksCompact(readFileSync(file, 'utf8')));
}

function contradictionIn({
  causes,
  findings,
  reasons,
  results,
  run,
  gating,
}: CompactResult): string | undefined {
  if (Number.isNaN(Date.parse(run.startedAt))) return `/run/startedAt '${run.startedAt}' is no date`;
  const lost = findings.findIndex(({ cause }) => cause >= causes.length);
  if (lost >= 0) return `/findings/${lost}/cause names no cause`;
  for (const [id, verdict] of Object.entries(results)) {
    if (typeof verdict === 'string') continue;
    const [word, what] = verdict;
    if (word === 'fail' ? what >= findings.length : typeof what === 'number' && what >= reasons.length)
      return `/results/${id} names no ${word === 'fail' ? 'finding' : 'reason'}`;
    if (typeof what === 'string' && !Object.hasOwn(results, what))
      return `/results/${id} is blocked by ${what}, which is not there`;
  }
  const failing = Object.values(results).filter(
    (verdict) => verdict[0] === 'fail' && verdict[2] !== 'informational',
  ).length;
  return failing === gating.fail ? undefined : '/gating/fail does not count the results';
}
