import fc from 'fast-check';
import type { Json } from '../../specs/contract.ts';
import { boundariesOf, distinct, sampleOf } from './boundaries.ts';
import { type Failing, failingKeywords } from './failing.ts';
import { formatNamed } from './formats.ts';
import { alternativesOf, constraintsOf, type Schema, without } from './keywords.ts';
import { textArbitrary, textRule } from './text.ts';
import { forbiddenTexts, misshapen, strangers, tooLong, tooShort } from './text-violations.ts';
import { arbitraryFor, arrayOf, membersOf, propertiesOf, withoutProperty } from './values.ts';

/** Values that break one keyword of a schema. */
export type Violation = {
  readonly keyword: string;
  readonly arbitrary: fc.Arbitrary<Json>;
  /** The values closest to the edge of the keyword; the same on every call. */
  readonly boundaries: readonly Json[];
} & (
  | { readonly alone: true }
  /** No value breaks only this keyword: every one also breaks `also`, the smallest set that was found. */
  | { readonly alone: false; readonly also: readonly string[] }
);

interface Candidates {
  readonly keyword: string;
  readonly arbitrary: fc.Arbitrary<Json>;
  readonly boundaries: readonly Json[];
}

/** How many values are looked at to find the fewest keywords that break together. */
const PROBES = 300;

/**
 * For each constraint of the schema (not of its items and properties: ask for those by their own schemas) the values
 * that break exactly it, judged by Ajv. A keyword that breaks only together with others comes with `alone: false`; one
 * that no value breaks (minLength 0, minItems 0, additionalProperties true) is left out. Throws like `arbitraryFor`.
 */
export function violationsOf(schema: Schema): Violation[] {
  arbitraryFor(schema); // refuses what is not supported anywhere in the schema, before Ajv sees it
  const failing = failingKeywords(schema);
  const all = [...ofType(), ...alternativesOf(schema).flatMap((option) => ofOption(schema, option))];
  return constraintsOf(schema).flatMap((keyword) => {
    const candidates = all.filter((candidate) => candidate.keyword === keyword);
    return candidates.length === 0 ? [] : isolated(keyword, candidates, failing);
  });
}

/** Narrows candidates to those that break the keyword with the fewest others. */
function isolated(keyword: string, candidates: readonly Candidates[], failing: Failing): Violation[] {
  const arbitrary = fc.oneof(...candidates.map((candidate) => candidate.arbitrary));
  const boundaries = distinct(candidates.flatMap((candidate) => candidate.boundaries));
  // Only what the arbitrary itself produces counts, or its filter might wait forever for a value seen in the boundaries.
  const probes = fc.sample(arbitrary, { numRuns: PROBES, seed: 1 });
  const broken = probes.map((value) => failing(value)).filter((keywords) => keywords.includes(keyword));
  const [fewest] = broken.toSorted((a, b) => a.length - b.length);
  if (fewest === undefined) return [];
  const wanted = fewest.join();
  const fits = (value: Json): boolean => failing(value).join() === wanted;
  const values = { keyword, arbitrary: arbitrary.filter(fits), boundaries: boundaries.filter(fits) };
  const also = fewest.filter((other) => other !== keyword);
  return [also.length === 0 ? { ...values, alone: true } : { ...values, alone: false, also }];
}

function ofType(): Candidates[] {
  const values: Json[] = ['text', '', 0, 1.5, true, null, [], {}];
  return [{ keyword: 'type', arbitrary: fc.constantFrom(...values), boundaries: values }];
}

/** The candidates of one alternative; what stands only inside `anyOf` breaks `anyOf`. */
function ofOption(schema: Schema, option: Schema): Candidates[] {
  return constraintsOf(option)
    .flatMap((keyword) => ofKeyword(option, keyword))
    .map((candidates) => (candidates.keyword in schema ? candidates : { ...candidates, keyword: 'anyOf' }));
}

function ofKeyword(schema: Schema, keyword: string): Candidates[] {
  switch (keyword) {
    case 'enum':
    case 'const':
      return [{ keyword, ...otherThanMembers(schema) }];
    case 'minLength':
      return (schema.minLength ?? 0) > 0 ? [{ keyword, ...tooShort(textRule(schema)) }] : [];
    case 'maxLength':
      return [{ keyword, ...tooLong(textRule(schema), schema.maxLength ?? 0) }];
    case 'pattern':
      return [{ keyword, ...misshapen(textRule(schema)) }];
    case 'not':
      return [{ keyword, ...forbiddenTexts(textRule(schema), textRule(schema).forbidden ?? '') }];
    case 'format':
      return [{ keyword, ...outsideFormat(schema.format ?? '') }];
    case 'minimum':
      return [{ keyword, ...beyond(schema, schema.minimum ?? 0, -1) }];
    case 'maximum':
      return [{ keyword, ...beyond(schema, schema.maximum ?? 0, 1) }];
    case 'minItems':
      return (schema.minItems ?? 0) > 0 ? [{ keyword, ...fewerItems(schema, schema.minItems ?? 0) }] : [];
    case 'maxItems':
      return [{ keyword, ...moreItems(schema, schema.maxItems ?? 0) }];
    case 'uniqueItems':
      return schema.uniqueItems === true ? [{ keyword, ...repeatedItem(schema) }] : [];
    case 'required':
      return (schema.required ?? []).map((name) => ({ keyword, ...lacking(schema, name) }));
    case 'additionalProperties':
      return schema.additionalProperties === false ? [{ keyword, ...withStranger(schema) }] : [];
    default:
      return [];
  }
}

type Values = Omit<Candidates, 'keyword'>;

function otherThanMembers(schema: Schema): Values {
  const members = membersOf(schema) ?? [];
  const texts = members.filter((member) => typeof member === 'string');
  if (schema.type === 'string') return strangers(texts);
  const free = without(schema, 'enum', 'const');
  return { arbitrary: arbitraryFor(free), boundaries: boundariesOf(free) };
}

function outsideFormat(name: string): Values {
  const { broken } = formatNamed(name);
  const anyText = textArbitrary(textRule({ type: 'string', maxLength: 40 }));
  return { arbitrary: fc.oneof(fc.constantFrom(...broken), anyText), boundaries: broken };
}

function beyond(schema: Schema, limit: number, direction: 1 | -1): Values {
  const whole = direction === 1 ? Math.floor(limit) : Math.ceil(limit);
  const step = fc.integer({ min: 1, max: 0x7fffffff }).map((distance) => whole + direction * distance);
  const near = schema.type === 'number' ? [limit + direction * 0.5] : [];
  return { arbitrary: step, boundaries: [...near, whole + direction, whole + direction * 2] };
}

function fewerItems(schema: Schema, minItems: number): Values {
  const arbitrary = fc.integer({ min: 0, max: minItems - 1 }).chain((length) => arrayOf(schema, length));
  return { arbitrary, boundaries: [sampleOf(arrayOf(schema, minItems - 1)), []] };
}

function moreItems(schema: Schema, maxItems: number): Values {
  const longer = [maxItems + 1, maxItems + 2].map((length) => arrayOf(schema, length));
  return { arbitrary: fc.oneof(...longer), boundaries: longer.map((arbitrary) => sampleOf(arbitrary)) };
}

function repeatedItem(schema: Schema): Values {
  const { minItems = 0, maxItems = Math.max(minItems, 2) + 5 } = schema;
  const items = fc.tuple(
    arrayOf({ ...schema, minItems: Math.max(1, minItems - 1), maxItems: Math.max(1, maxItems - 1) }),
    fc.nat(),
  );
  const arbitrary = items.map(([values, at]) => [...values, values[at % values.length] ?? null]);
  return { arbitrary, boundaries: [sampleOf(arbitrary)] };
}

function lacking(schema: Schema, name: string): Values {
  const rest = withoutProperty(schema, name);
  return { arbitrary: arbitraryFor(rest), boundaries: boundariesOf(rest).slice(0, 2) };
}

function withStranger(schema: Schema): Values {
  const known = propertiesOf(schema);
  const name = textArbitrary(textRule({ type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,15}$' }));
  const extra = fc.tuple(arbitraryFor(schema), name, fc.constantFrom('x', 0, true));
  const arbitrary = extra.map(([value, key, content]) => ({
    ...(value as { readonly [key: string]: Json }),
    [key]: content,
  }));
  const plain = boundariesOf(schema).slice(0, 2);
  const names = ['unexpected', ...Object.keys(known).map((key) => `${key}x`)];
  const boundaries = plain.flatMap((value) => names.map((key) => ({ ...(value as object), [key]: 'x' })));
  return { arbitrary, boundaries };
}
