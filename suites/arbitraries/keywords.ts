import type { OpenAPIV3_1 } from 'openapi-types';

/** A schema whose references the caller has already resolved. */
export type Schema = OpenAPIV3_1.SchemaObject;

/** The types that a schema may name here. */
export type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/** Keywords that describe and never constrain, and every extension `x-...`. */
const ANNOTATIONS: readonly string[] = [
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'xml',
  'externalDocs',
  '$comment',
];
const OF_EVERY_TYPE: readonly string[] = ['type', 'enum', 'const'];
const OF_TYPE: { readonly [type in TypeName]: readonly string[] } = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'not', 'anyOf'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  boolean: [],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  object: ['properties', 'required', 'additionalProperties'],
  null: [],
};

/**
 * The type of a schema that uses only what is understood here. Throws an Error that names the keyword otherwise: a
 * constraint that is silently dropped would make wrong values look right.
 */
export function typeOf(schema: Schema): TypeName {
  const { type } = schema;
  if (typeof type !== 'string' || !Object.hasOwn(OF_TYPE, type)) {
    throw new Error(
      `schema needs "type" with one of ${Object.keys(OF_TYPE).join(', ')}, not ${JSON.stringify(type)}`,
    );
  }
  const known = [...OF_EVERY_TYPE, ...OF_TYPE[type]];
  for (const keyword of constraintsOf(schema)) {
    if (!known.includes(keyword)) {
      throw new Error(
        `keyword "${keyword}" is not supported in a schema of type ${type}; supported: ${known.join(', ')}`,
      );
    }
  }
  return type;
}

/** The keywords of a schema that constrain values, in its own order. */
export function constraintsOf(schema: Schema): string[] {
  return Object.keys(schema).filter((keyword) => !ANNOTATIONS.includes(keyword) && !keyword.startsWith('x-'));
}

/** The schema itself. Throws an Error on a reference: references are resolved before schemas come here. */
export function resolved(schema: Schema | OpenAPIV3_1.ReferenceObject | undefined, where: string): Schema {
  if (schema === undefined) throw new Error(`schema has no ${where}`);
  if ('$ref' in schema) throw new Error(`${where} is the reference ${schema.$ref}; resolve references first`);
  return schema;
}

/** The schema with only some of its keywords. */
export function without(schema: Schema, ...keywords: readonly string[]): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)),
  ) as Schema;
}

/**
 * The schema as alternatives without `anyOf`. An alternative that repeats a keyword of its base with another value is
 * refused with an Error, because both would have to hold.
 */
export function alternativesOf(schema: Schema): Schema[] {
  if (schema.anyOf === undefined) return [schema];
  const base = without(schema, 'anyOf');
  return schema.anyOf.map((part) => {
    const option = resolved(part, 'anyOf');
    for (const [keyword, value] of Object.entries(option)) {
      const outer: unknown = Object.entries(base).find(([name]) => name === keyword)?.[1];
      if (outer !== undefined && outer !== value)
        throw new Error(`keyword "${keyword}" is both in and beside anyOf`);
    }
    return { ...base, ...option } as Schema;
  });
}
