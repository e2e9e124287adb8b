import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Json, JsonObject } from './contract.ts';
import { asObject, isObject, walk } from './json.ts';
import { CircularReference, inline } from './openapi-document.ts';
import { lintOpenapi } from './openapi-lint.ts';
import { slowPattern } from './pattern.ts';
import type { Problem } from './problem.ts';
import { explainErrors, pointerSteps, type SchemaCheck, valueAt } from './schema-check.ts';
import { didYouMean } from './similar.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** Keywords that OpenAPI adds to JSON Schema, and the ones of this project. */
const ANNOTATIONS = ['xml', 'discriminator', 'externalDocs', 'example', 'x-transport'];

/**
 * Everything that can be wrong in an OpenAPI 3.1 document: dangling references, patterns that do not compile,
 * the shape of the document, JSON Schemas with unknown or wrong keywords, and the rules of `lintOpenapi`.
 */
export async function checkOpenapi(source: YamlSource, checkSchema: SchemaCheck): Promise<Problem[]> {
  if (!isObject(source.value)) {
    return [{ location: source.place([]), message: 'the file is no OpenAPI document: it must be a map' }];
  }
  const refusals = source.value['x-refusals'];
  const own = [
    ...danglingReferences(source),
    ...circularSchemas(source),
    ...badPatterns(source),
    ...badSchemas(source),
    ...(refusals === undefined ? [] : checkSchema('refusals', source, ['x-refusals'])),
  ];
  // The validator stops at a reference it cannot follow and would only repeat it, without a place.
  const shape = own.length > 0 ? [] : await wrongShape(source);
  return [...own, ...shape, ...(shape.length > 0 ? [] : lintOpenapi(source))];
}

function danglingReferences(source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  walk(source.value, (value, path) => {
    const target = isObject(value) ? value.$ref : undefined;
    if (typeof target !== 'string') return;
    const steps = pointerSteps(target);
    if (target.startsWith('#/') && valueAt(source.value, steps) !== undefined) return;
    const siblings = Object.keys(asObject(valueAt(source.value, steps.slice(0, -1))));
    const message = `reference '${target}' leads nowhere${didYouMean(steps.at(-1) ?? '', siblings)}`;
    problems.push({ location: source.place([...path, '$ref']), message });
  });
  return problems;
}

function circularSchemas(source: YamlSource): Problem[] {
  const schemas = asObject(asObject(asObject(source.value).components).schemas);
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const circle = circleFrom(source.value, schema, `#/components/schemas/${name}`);
    if (!circle) return [];
    const location = source.keyPlace(['components', 'schemas', name]);
    return [{ location, message: `schema '${name}' contains itself` }];
  });
}

/** Whether following the references of a schema leads back to that schema. */
function circleFrom(document: Json, schema: Json, reference: string): boolean {
  try {
    inline(document, schema, [reference]);
    return false;
  } catch (error) {
    return error instanceof CircularReference && error.target === reference;
  }
}

/**
 * Patterns, of values and of the messages of refusals, that do not compile or take long on some text. What the schema of
 * the file says of a pattern that does not compile is not said again.
 */
export function badPatterns(source: YamlSource, hasSchema: boolean = false): Problem[] {
  const problems: Problem[] = [];
  walk(source.value, (value, path) => {
    const ofMessage = path[0] === 'x-refusals' && path.at(-1) === 'message';
    if (!(path.at(-1) === 'pattern' || ofMessage) || typeof value !== 'string') return;
    if (path.at(-2) === 'properties') return;
    const message = faultOfPattern(value, hasSchema || ofMessage);
    if (message !== undefined) problems.push({ location: source.place(path), message });
  });
  return problems;
}

function faultOfPattern(source: string, isToldElsewhere: boolean): string | undefined {
  try {
    new RegExp(source, 'u');
  } catch (error) {
    return isToldElsewhere ? undefined : `pattern does not compile: ${(error as Error).message}`;
  }
  const slow = slowPattern(source);
  return slow && `pattern cannot be matched in linear time: ${slow}`;
}

/** Each schema is compiled by itself, without following references, so that a fault is told once and where it stands. */
function badSchemas(source: YamlSource): Problem[] {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
    verbose: true,
  });
  addFormats.default(ajv);
  ajv.removeKeyword('nullable');
  ajv.addVocabulary(ANNOTATIONS);
  return schemasOf(source.value).flatMap(({ schema, path }) => {
    const alone = withoutReferences(schema);
    if (ajv.validateSchema(alone) !== true) return explainErrors(ajv.errors ?? [], source, path);
    try {
      ajv.compile(alone);
      return [];
    } catch (error) {
      return explainCompile((error as Error).message, schema, source, path);
    }
  });
}

function explainCompile(message: string, schema: JsonObject, source: YamlSource, path: YamlPath): Problem[] {
  const unknown = /unknown keyword: "([^"]*)"/.exec(message)?.[1];
  // Patterns and extensions are told by badPatterns and lintOpenapi, everywhere in the document.
  if (message.includes('Invalid regular expression') || unknown?.startsWith('x-')) return [];
  if (unknown === undefined)
    return [{ location: source.place(path), message: `schema does not compile: ${message}` }];
  let place = source.place(path);
  walk(schema, (value, inner) => {
    if (isObject(value) && unknown in value) place = source.keyPlace([...path, ...inner, unknown]);
  });
  const hint = didYouMean(unknown, KEYWORDS) || '; remove it or put it under an x- name of the document';
  return [{ location: place, message: `unknown JSON Schema keyword '${unknown}'${hint}` }];
}

/** Keywords that the documents of this project use, for suggestions. */
const KEYWORDS =
  'type enum const pattern minLength maxLength minimum maximum items minItems maxItems uniqueItems properties required additionalProperties anyOf oneOf allOf description default format'.split(
    ' ',
  );

function schemasOf(document: Json): { readonly schema: JsonObject; readonly path: YamlPath }[] {
  const found: { schema: JsonObject; path: YamlPath }[] = [];
  walk(document, (value, path) => {
    const component = path.length === 3 && path[0] === 'components' && path[1] === 'schemas';
    const used = path.at(-1) === 'schema' && path[1] !== 'schemas';
    if (isObject(value) && (component || used)) found.push({ schema: value, path });
  });
  return found;
}

function withoutReferences(value: Json): JsonObject {
  const strip = (inner: Json): Json => {
    if (Array.isArray(inner)) return (inner as readonly Json[]).map(strip);
    if (!isObject(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).flatMap(([key, item]) => (key === '$ref' ? [] : [[key, strip(item)]])),
    );
  };
  return asObject(strip(value));
}

async function wrongShape(source: YamlSource): Promise<Problem[]> {
  const validator = new Validator({ allErrors: false, verbose: true });
  const { valid, errors } = await validator.validate(
    structuredClone(source.value) as Record<string, unknown>,
  );
  if (valid) return [];
  if (typeof errors === 'string') return [{ location: source.place([]), message: errors }];
  return explainErrors((errors ?? []).slice(0, 1), source, []);
}
