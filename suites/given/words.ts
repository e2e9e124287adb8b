import { asObject } from '../../specs/json.ts';
import type { GivenSchema } from './parts.ts';

/** What a check takes, in one line for people: `keyType (rsa or ed25519; required), keyFormat (text)`. */
export function givenInWords(schema: GivenSchema): string {
  const properties = Object.entries(asObject(schema.properties));
  if (properties.length === 0) return 'nothing';
  const required = [schema.required ?? []].flat();
  return properties
    .map(
      ([key, value]) =>
        `${key} (${kindInWords(asObject(value))}${required.includes(key) ? '; required' : ''})`,
    )
    .join(', ');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'number',
  null: 'null',
};

function kindInWords(schema: GivenSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(' or ');
  if (schema.type === 'array') return `list of ${kindInWords(asObject(schema.items))}`;
  if (schema.type !== 'object')
    return [schema.type ?? []]
      .flat()
      .map((type) => TYPES[String(type)])
      .join(' or ');
  const keys = Object.keys(asObject(schema.properties));
  return keys.length > 0
    ? `object of ${keys.join(', ')}`
    : `object, each value ${kindInWords(asObject(schema.additionalProperties))}`;
}
