import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type * as addFormats from 'ajv-formats';
import type { Json } from '../../specs/contract.ts';
import type { Schema } from './keywords.ts';

/** The keywords of a schema that a value breaks, sorted; a broken property or item counts as `properties` or `items`. */
export type Failing = (value: Json) => readonly string[];

/** Loaded at the first schema: importing a suite must not cost the time of a validator. */
const load = createRequire(import.meta.url);

const SEGMENT = /^#\/([^/]+)/;

/** Compiles a schema to the judge of its keywords. */
export function failingKeywords(schema: Schema): Failing {
  // Names of keywords are checked in keywords.ts, so Ajv's own strictness would only refuse extensions.
  const ajv2020 = load('ajv/dist/2020.js') as { readonly Ajv2020: typeof Ajv2020 };
  const formats = load('ajv-formats') as typeof addFormats;
  const ajv = new ajv2020.Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  formats.default.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    const keywords = (validate.errors ?? []).map(
      ({ schemaPath }) => SEGMENT.exec(schemaPath)?.[1] ?? schemaPath,
    );
    return [...new Set(keywords)].sort();
  };
}
