import { readdir, readFile } from 'node:fs/promises';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json } from './contract.ts';
import { SPECS_FOLDER } from './folders.ts';
import type { Problem } from './problem.ts';
import { CHECKS_SCHEMA, REQUIREMENTS_SCHEMA, VOCABULARY_SCHEMA } from './requirement-schema.ts';
import { didYouMean } from './similar.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

const SCHEMA_FOLDER = new URL('schemas/', SPECS_FOLDER);

/** Names of the schemas: those in `specs/schemas`, without the ending, and those of `requirement-schema.ts`. */
export type SchemaName =
  | 'documents'
  | 'observations'
  | 'requirements'
  | 'rules'
  | 'conflicts'
  | 'vectors'
  | 'recordings'
  | 'refusals'
  | 'checks';

/** Checks the value at `path` of a source against a schema; returns one problem per fault. */
export type SchemaCheck = (schema: SchemaName, source: YamlSource, path?: YamlPath) => Problem[];

/** Compiles every schema, strictly. Throws if a schema itself is wrong. */
export async function loadSchemas(): Promise<SchemaCheck> {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, verbose: true });
  addFormats.default(ajv);
  for (const schema of [VOCABULARY_SCHEMA, REQUIREMENTS_SCHEMA, CHECKS_SCHEMA]) ajv.addSchema(schema);
  const files = (await readdir(SCHEMA_FOLDER)).filter((name) => name.endsWith('.schema.json'));
  for (const name of files) {
    ajv.addSchema(JSON.parse(await readFile(new URL(name, SCHEMA_FOLDER), 'utf8')) as object);
  }
  return (schema, source, path = []) => {
    const validate = ajv.getSchema(schema);
    if (validate === undefined) throw new Error(`specs/schemas/${schema}.schema.json is missing`);
    if (validate(valueAt(source.value, path))) return [];
    return explainErrors(validate.errors ?? [], source, path);
  };
}

/** Turns Ajv's errors into one clear line each, at the place of the fault. */
export function explainErrors(errors: readonly ErrorObject[], source: YamlSource, base: YamlPath): Problem[] {
  // A branch of oneOf/anyOf that does not fit is no fault of its own: the keyword that joins the branches says it.
  const own = errors.filter((error) => !/\/(oneOf|anyOf)\/\d+\//.test(error.schemaPath));
  const told = own.filter(
    (error) =>
      error.keyword !== 'anyOf' ||
      own.every((other) => other === error || other.instancePath !== error.instancePath),
  );
  return told.map((error) => {
    const path = [...base, ...pointerSteps(error.instancePath)];
    const extra = extraKey(error);
    const location = extra === undefined ? source.place(path) : source.keyPlace([...path, extra]);
    return { location, message: explain(error, path) };
  });
}

/** The key that a schema does not allow, for the two keywords that say so. */
function extraKey({ params }: ErrorObject): string | undefined {
  const keys = params as { additionalProperty?: string; unevaluatedProperty?: string };
  return keys.additionalProperty ?? keys.unevaluatedProperty;
}

function explain(error: ErrorObject, path: YamlPath): string {
  const where = path.length === 0 ? 'the file' : describe(path);
  const params = error.params as Record<string, unknown>;
  const schema = error.parentSchema as { description?: string; properties?: object } | undefined;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(extraKey(error));
      const known = Object.keys(schema?.properties ?? {});
      return `unknown key '${key}' in ${where}${didYouMean(key, known) || listKnown(known)}`;
    }
    case 'required':
      return `${where} lacks '${String(params.missingProperty)}'`;
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      const given = String(error.data);
      return `${where} is '${given}', must be one of ${allowed.join(', ')}${didYouMean(given, allowed)}`;
    }
    case 'const':
      return `${where} must be ${JSON.stringify(params.allowedValue)}, is ${JSON.stringify(error.data)}`;
    case 'type':
      return `${where} must be of type ${String(params.type)}, is ${JSON.stringify(error.data)}`;
    case 'pattern':
      return `${where} is '${String(error.data)}', must match ${String(params.pattern)}`;
    case 'format':
      return `${where} is not a valid ${String(params.format)}: ${String(error.data)}`;
    case 'minimum':
    case 'maximum': {
      const bound = error.keyword === 'minimum' ? 'at least' : 'at most';
      return `${where} must be ${bound} ${String(params.limit)}, is ${JSON.stringify(error.data)}`;
    }
    case 'minItems':
      return `${where} must have at least ${countOf(params.limit, 'item')}`;
    case 'minLength':
      return `${where} must have at least ${countOf(params.limit, 'character')}`;
    case 'anyOf':
    case 'oneOf':
    case 'minProperties':
    case 'maxProperties':
      return `${where}: ${schema?.description ?? error.message ?? error.keyword}`;
    default:
      return `${where} ${error.message ?? error.keyword}`;
  }
}

function countOf(limit: unknown, what: string): string {
  return `${String(limit)} ${what}${limit === 1 ? '' : 's'}`;
}

function listKnown(known: readonly string[]): string {
  return known.length === 0 ? '' : `; known: ${known.join(', ')}`;
}

/** Names a place in a file for people: `item 3 key 'evidence'` rather than `/2/evidence`. */
function describe(path: YamlPath): string {
  return path
    .map((step) => (/^\d+$/.test(String(step)) ? `item ${Number(step) + 1}` : `'${step}'`))
    .join(' ');
}

/** Steps of a JSON pointer, unescaped. */
export function pointerSteps(pointer: string): string[] {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that `path` leads to, or `undefined`. */
export function valueAt(value: Json | undefined, path: YamlPath): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, Json>)[step];
  }
  return current;
}
