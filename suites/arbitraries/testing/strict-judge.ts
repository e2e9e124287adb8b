import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import * as addFormats from 'ajv-formats';
import type { Json } from '../../../specs/contract.ts';
import type { Schema } from '../keywords.ts';

/** The keywords of the schema that a value breaks, sorted, by an Ajv that accepts no unknown keyword. */
export function strictJudge(schema: Schema): (value: Json) => string[] {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats.default.default(ajv);
  const validate = ajv.compile(schema as AnySchemaObject);
  return (value) => {
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    const outer = errors.filter(({ keyword, schemaPath }) => schemaPath === `#/${keyword}`);
    return [...new Set(outer.map(({ keyword }) => keyword))].sort();
  };
}
