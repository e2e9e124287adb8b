import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Json } from '../../specs/contract.ts';
import { failingKeywords } from './failing.ts';
import { formatNamed } from './formats.ts';
import { alternativesOf, constraintsOf, resolved, type Schema, typeOf, without } from './keywords.ts';
import { textArbitrary, textRule } from './text.ts';

/** How many more items than it must have an array without `maxItems` gets. */
const OPEN_ITEMS = 5;

/**
 * Values that satisfy a schema with resolved references, shrinking towards short and simple ones. Throws an Error that
 * names the first keyword, format or piece of a pattern that is not supported, and when no value can satisfy it.
 */
export function arbitraryFor(schema: Schema): fc.Arbitrary<Json> {
  const type = typeOf(schema);
  const members = membersOf(schema);
  if (members !== undefined) return fc.constantFrom(...members);
  switch (type) {
    case 'string':
      return fc.oneof(...alternativesOf(schema).map(stringsOf));
    case 'integer':
      return integers(schema);
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrayOf(schema);
    case 'object':
      return objectOf(schema);
  }
}

/** The members of `enum` or `const` that the rest of the schema allows; undefined when it has neither. */
export function membersOf(schema: Schema): Json[] | undefined {
  if (schema.enum === undefined && schema.const === undefined) return undefined;
  const listed = (schema.enum ?? [schema.const]) as Json[];
  const failing = failingKeywords(schema);
  const members = listed.filter((member) => failing(member).length === 0);
  if (members.length === 0) throw new Error(`no member of ${JSON.stringify(listed)} satisfies its schema`);
  return members;
}

function stringsOf(schema: Schema): fc.Arbitrary<Json> {
  if (schema.enum !== undefined || schema.const !== undefined) return arbitraryFor(schema);
  typeOf(schema);
  if (schema.format === undefined) return textArbitrary(textRule(schema));
  refuseBesideFormat(schema);
  return formatNamed(schema.format).arbitrary;
}

/** Throws an Error when another constraint stands beside `format`: texts of a format are not built to a length. */
export function refuseBesideFormat(schema: Schema): void {
  const beside = constraintsOf(schema).find((keyword) => keyword !== 'type' && keyword !== 'format');
  if (beside !== undefined) throw new Error(`keyword "${beside}" is not supported beside "format"`);
}

function integers(schema: Schema): fc.Arbitrary<number> {
  const { minimum, maximum } = schema;
  const min = Math.ceil(minimum ?? Math.min(maximum ?? 0, 0) - 0x7fffffff);
  return fc.integer({ min, max: Math.floor(maximum ?? Math.max(min, 0) + 0x7fffffff) });
}

function numbers(schema: Schema): fc.Arbitrary<number> {
  const { minimum: min, maximum: max } = schema;
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  // JSON cannot tell -0 from 0.
  return fc
    .double({ ...range, noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Object.is(value, -0));
}

/** Arrays of the schema, of any length it allows or of exactly `length` items. */
export function arrayOf(schema: Schema, length?: number): fc.Arbitrary<readonly Json[]> {
  const items = arbitraryFor(itemsOf(schema));
  const minLength = length ?? schema.minItems ?? 0;
  const maxLength = length ?? schema.maxItems ?? minLength + OPEN_ITEMS;
  if (minLength > maxLength)
    throw new Error(`an array cannot have at least ${minLength} and at most ${maxLength} items`);
  const lengths = { minLength, maxLength, size: 'max' as const };
  return schema.uniqueItems === true
    ? fc.uniqueArray(items, { ...lengths, comparator: isDeepStrictEqual })
    : fc.array(items, lengths);
}

/** The schema of an array's items. Throws an Error when it has none. */
export function itemsOf(schema: Schema): Schema {
  return resolved('items' in schema ? schema.items : undefined, 'items');
}

function objectOf(schema: Schema): fc.Arbitrary<{ readonly [key: string]: Json }> {
  const model = Object.entries(propertiesOf(schema)).map(
    ([name, part]) => [name, arbitraryFor(part)] as const,
  );
  return fc.record(Object.fromEntries(model), {
    requiredKeys: [...(schema.required ?? [])],
    noNullPrototype: true,
  });
}

/**
 * The schemas of an object's properties. Throws an Error on what cannot be made: a required property without a schema,
 * a schema for additional properties.
 */
export function propertiesOf(schema: Schema): { readonly [name: string]: Schema } {
  if (typeof schema.additionalProperties === 'object') {
    throw new Error('"additionalProperties" is supported as true or false, not as a schema');
  }
  const properties = schema.properties ?? {};
  const missing = schema.required?.find((name) => !Object.hasOwn(properties, name));
  if (missing !== undefined) throw new Error(`required property "${missing}" has no schema in "properties"`);
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, resolved(part, `property "${name}"`)]),
  );
}

/** The schema of an object in which `name` is left out. */
export function withoutProperty(schema: Schema, name: string): Schema {
  const { [name]: _, ...properties } = propertiesOf(schema);
  const required = (schema.required ?? []).filter((other) => other !== name);
  return { ...without(schema, 'required', 'properties'), type: 'object', properties, required } as Schema;
}
