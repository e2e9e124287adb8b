import fc from 'fast-check';
import type { Json } from '../../specs/contract.ts';
import { failingKeywords } from './failing.ts';
import { formatNamed } from './formats.ts';
import { alternativesOf, type Schema, typeOf } from './keywords.ts';
import { textBoundaries, textRule } from './text.ts';
import { arrayOf, itemsOf, membersOf, propertiesOf, refuseBesideFormat } from './values.ts';

/**
 * Values at the edges of a schema, all of which satisfy it: every member of an enum; texts and arrays of the least and
 * greatest lengths and their neighbours; the first and last character of each class of a pattern; the least and greatest
 * number; objects with only the required and with all properties, and each boundary of each property. The same list on
 * every call, without duplicates. Throws like `arbitraryFor`.
 */
export function boundariesOf(schema: Schema): Json[] {
  const type = typeOf(schema);
  const members = membersOf(schema);
  if (members !== undefined) return members;
  switch (type) {
    case 'string':
      return distinct(alternativesOf(schema).flatMap(textEdges));
    case 'integer':
    case 'number':
      return numberEdges(schema);
    case 'boolean':
      return [false, true];
    case 'null':
      return [null];
    case 'array':
      return distinct(arrayEdges(schema));
    case 'object':
      return distinct(objectEdges(schema));
  }
}

function textEdges(schema: Schema): readonly Json[] {
  if (schema.enum !== undefined || schema.const !== undefined) return boundariesOf(schema);
  typeOf(schema);
  if (schema.format === undefined) return textBoundaries(textRule(schema));
  refuseBesideFormat(schema);
  return formatNamed(schema.format).boundaries;
}

function numberEdges(schema: Schema): number[] {
  const { minimum, maximum } = schema;
  const near = [minimum ?? 0, Math.ceil(minimum ?? 0), maximum ?? 0, Math.floor(maximum ?? 0), 0, -1, 1];
  const failing = failingKeywords(schema);
  return distinct(near.map((value) => (value === 0 ? 0 : value))).filter(
    (value) => failing(value).length === 0,
  );
}

function arrayEdges(schema: Schema): (readonly Json[])[] {
  const { minItems = 0, maxItems } = schema;
  const wanted =
    maxItems === undefined ? [minItems, minItems + 1] : [minItems, minItems + 1, maxItems - 1, maxItems];
  const lengths = wanted.filter((length) => length >= minItems && length <= (maxItems ?? length));
  const filled = distinct(lengths).map((length) => sampleOf(arrayOf(schema, length)));
  const single = minItems <= 1 && (maxItems ?? 1) >= 1;
  return [...filled, ...(single ? boundariesOf(itemsOf(schema)).map((item) => [item]) : [])];
}

function objectEdges(schema: Schema): Json[] {
  const edges = Object.entries(propertiesOf(schema)).map(
    ([name, part]) => [name, boundariesOf(part)] as const,
  );
  const full = Object.fromEntries(edges.map(([name, values]) => [name, values[0] ?? null]));
  const required = Object.fromEntries(
    Object.entries(full).filter(([name]) => schema.required?.includes(name)),
  );
  const each = edges.flatMap(([name, values]) => values.map((value) => ({ ...required, [name]: value })));
  return [required, full, ...each];
}

/** One value of the arbitrary, always the same. */
export function sampleOf<T>(arbitrary: fc.Arbitrary<T>): T {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed: 1 });
  return value as T;
}

/** The values without repetitions, in their order. */
export function distinct<T extends Json>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
