import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { packageFile } from '../specs/folders.ts';

/** The shipped schema of `report.json`, compiled in strict mode. */
export function reportValidator(): ValidateFunction {
  const file = packageFile('reports/schemas/report.schema.json');
  return new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );
}

/** Where and what the first error is, in a few words. */
export function firstError(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? [];
  if (first === undefined) return 'no error';
  return `${first.instancePath === '' ? 'the whole' : first.instancePath} ${first.message ?? 'is wrong'}`;
}
