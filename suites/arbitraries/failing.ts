import { Ajv2020 } from 'ajv/dist/2020.js';
import * as addFormats from 'ajv-formats';
import type { Json } from '../../specs/contract.ts';
import type { Schema } from './keywords.ts';

/** The keywords of a schema that a value breaks, sorted; a broken property or item counts as `properties` or `items`. */
export type Failing = (value: Json) => readonly string[];

const SEGMENT = /^#\/([^/]+)/;

/** Compiles a schema to the judge of its keywords. */
export function failingKeywords(schema: Schema): Failing {
  // Names of keywords are checked in keywords.ts, so Ajv's own strictness would only refuse extensions.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  addFormats.default.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const keywords = (validate.errors ?? []).map(
      ({ schemaPath }) => SEGMENT.exec(schemaPath)?.[1] ?? schemaPath,
    );
    return [...new Set(keywords)].sort();
  };
}
