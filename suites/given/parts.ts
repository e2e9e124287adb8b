import type { JsonObject } from '../../specs/contract.ts';
import type { CallParameters, WireAlteration } from '../../targets/target.ts';
import { FORM_NAMES } from '../imports/material.ts';

/** The JSON Schema (2020-12) of a check's `given`. */
export type GivenSchema = JsonObject;

type Properties = Readonly<Record<string, GivenSchema>>;

/** A schema for each key: a key that the code reads and that has none does not compile. */
type ForEach<T> = { readonly [Key in keyof T]-?: GivenSchema };

export const TEXT: GivenSchema = { type: 'string' };
export const FLAG: GivenSchema = { type: 'boolean' };
export const COUNT: GivenSchema = { type: 'integer', minimum: 0 };
export const TEXTS: GivenSchema = listOf(TEXT);

/** One of these texts. */
export function oneOf(...texts: readonly string[]): GivenSchema {
  return { enum: texts };
}

/** A list whose items fit a schema. */
export function listOf(items: GivenSchema): GivenSchema {
  return { type: 'array', items };
}

/** An object with these keys and no others. */
export function object(properties: Properties, required: readonly string[] = []): GivenSchema {
  return { type: 'object', additionalProperties: false, required, properties };
}

/** An object with exactly one of these keys. */
function choice(description: string, properties: Properties): GivenSchema {
  return { ...object(properties), description, minProperties: 1, maxProperties: 1 };
}

/** An object whose keys the requirement chooses. */
function mapOf(values: GivenSchema): GivenSchema {
  return { type: 'object', additionalProperties: values };
}

const TAGS = listOf(object({ key: TEXT, value: TEXT }, ['key', 'value']));

/** Parameters of a call; their texts may have placeholders where the check makes key pairs first. */
export const PARAMETERS: GivenSchema = object({
  name: TEXT,
  names: TEXTS,
  id: TEXT,
  ids: TEXTS,
  material: TEXT,
  keyType: TEXT,
  keyFormat: TEXT,
  tags: TAGS,
  tagScope: { type: ['string', 'null'] },
  filters: listOf(object({ name: TEXT, values: TEXTS }, ['name', 'values'])),
  dryRun: FLAG,
  includePublicKey: FLAG,
  fingerprint: TEXT,
  resourceGroup: TEXT,
  pageNumber: COUNT,
  pageOffset: COUNT,
  pageToken: TEXT,
  pageSize: COUNT,
} satisfies ForEach<CallParameters>);

const COUPLE: GivenSchema = { type: 'array', items: TEXT, minItems: 2, maxItems: 2 };

/** The members of `WireAlteration`. */
export const WIRE: GivenSchema = object({
  method: oneOf('GET', 'POST', 'HEAD', 'PUT'),
  place: oneOf('query', 'body'),
  authentication: oneOf(
    'header',
    'presigned',
    'none',
    'unknown-access-key',
    'wrong-secret',
    'altered-after-signing',
    'expired',
  ),
  omit: TEXTS,
  replace: mapOf(TEXT),
  append: listOf(COUPLE),
  headers: listOf(COUPLE),
  space: oneOf('%20', '+'),
  unencoded: TEXT,
  order: oneOf('given', 'reversed', 'sorted'),
  format: oneOf('json', 'xml'),
} satisfies ForEach<WireAlteration>);

export const MADE: GivenSchema = oneOf('create', 'import');
export const KEY_TYPE: GivenSchema = oneOf('rsa', 'ed25519');

/** Key pairs by their labels, as `setScene` makes them. */
export const PAIRS: GivenSchema = mapOf(
  object({
    name: TEXT,
    tags: mapOf(TEXT),
    made: MADE,
    like: TEXT,
    region: oneOf('second'),
    deleted: FLAG,
  }),
);

/** A describe with the labels of the key pairs that it has to show. */
export const QUESTION: Properties = { ask: PARAMETERS, shows: TEXTS };

/** A name made to order, as `nameFrom` makes it. */
export const NAME: GivenSchema = choice(
  'a name has exactly one of: plain, length, prefix, suffix, infix, alphabet, empty, absent',
  {
    plain: FLAG,
    length: COUNT,
    prefix: TEXT,
    suffix: TEXT,
    infix: TEXT,
    alphabet: FLAG,
    empty: FLAG,
    absent: FLAG,
  },
);

/** Public key material made to order, as `materialFrom` makes it. */
export const MATERIAL: GivenSchema = object(
  {
    form: oneOf(...FORM_NAMES),
    keyType: KEY_TYPE,
    bits: COUNT,
    comment: { type: ['string', 'boolean'] },
    newline: FLAG,
    length: COUNT,
    padding: COUNT,
    character: TEXT,
  },
  ['form'],
);

const LONG = object({ length: COUNT, character: TEXT }, ['length']);

/** Tags made to order, as `tagsFrom` makes them. */
export const TAG_SET: GivenSchema = choice('tags have exactly one of: plain, list, key, value', {
  plain: COUNT,
  list: listOf(COUPLE),
  key: LONG,
  value: LONG,
});
