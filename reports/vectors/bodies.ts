import type { OpenAPIV3_1 } from 'openapi-types';
import type { Contract, ResponseBody } from '../../specs/contract.ts';

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;
type Resolve = (schema: Schema) => OpenAPIV3_1.SchemaObject;

/** How a placeholder stands in a body: `{{keyName}}`. */
export const PLACEHOLDER: RegExp = /\{\{([^{}]+)\}\}/gu;

/**
 * A body as the contract declares it, with a placeholder for every value, e.g.
 * `<keyName>{{keyName}}</keyName>`; lists hold one item. `fixed` gives values that are no placeholder, by name.
 */
export function bodyTemplate(
  { mediaType, schema }: ResponseBody,
  contract: Contract,
  fixed: Readonly<Record<string, string>> = {},
): string {
  const resolve = resolverOf(contract);
  const value = (name: string): string => fixed[name] ?? `{{${name}}}`;
  if (mediaType.endsWith('json')) return jsonText(schema, resolve, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText('', schema, resolve, value)}`;
}

function resolverOf({ components }: Contract): Resolve {
  return (schema) => {
    if (!('$ref' in schema)) return schema;
    const found = components[schema.$ref.replace('#/components/schemas/', '')];
    if (found === undefined) throw new Error(`the contract has no schema ${schema.$ref}`);
    return found;
  };
}

/** `name` is that of the member which holds it; an `xml` name of the schema wins. */
function xmlText(name: string, schema: Schema, resolve: Resolve, value: (name: string) => string): string {
  const resolved = resolve(schema);
  const tag = resolved.xml?.name ?? name;
  const namespace = resolved.xml?.namespace === undefined ? '' : ` xmlns="${resolved.xml.namespace}"`;
  return `<${tag}${namespace}>${content()}</${tag}>`;

  function content(): string {
    if (resolved.type === 'array') return xmlText('item', resolved.items, resolve, value);
    if (resolved.properties === undefined) return value(tag);
    return Object.entries(resolved.properties)
      .map(([key, member]) => xmlText(key, member, resolve, value))
      .join('');
  }
}

function jsonText(schema: Schema, resolve: Resolve, value: (name: string) => string): string {
  return JSON.stringify(jsonValue('', schema));

  function jsonValue(name: string, one: Schema): unknown {
    const resolved = resolve(one);
    if (resolved.type === 'array') return [jsonValue(name, resolved.items)];
    if (resolved.properties === undefined) return resolved.type === 'object' ? {} : value(name);
    return Object.fromEntries(
      Object.entries(resolved.properties).map(([key, member]) => [key, jsonValue(key, member)]),
    );
  }
}
