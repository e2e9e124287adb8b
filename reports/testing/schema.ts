import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** The shipped schema of `report.json`, compiled in strict mode. */
export function reportValidator(): ValidateFunction {
  const file = new URL('../schemas/report.schema.json', import.meta.url);
  return new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );
}
