import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export { reportValidator } from '../schema.ts';

/** The schema of the Common Test Report Format, as the npm package `ctrf` 0.3.0 (MIT) ships it. */
export function ctrfValidator(): ValidateFunction {
  const file = new URL('./ctrf.schema.json', import.meta.url);
  const ajv = new Ajv({ allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}
