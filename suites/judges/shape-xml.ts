import type { OpenAPIV3_1 } from 'openapi-types';
import type { Json, ResponseBody } from '../../specs/contract.ts';
import { readXml, type XmlElement } from '../../targets/wire/xml.ts';
import type { Components, ShapeAspect, ShapeFault, ShapeReading } from './shape-types.ts';

type Schema = OpenAPIV3_1.SchemaObject;

/** How a document begins that says what it is (XML 1.0, production 23), behind a byte order mark or not. */
const DECLARATION = /^\ufeff?<\?xml\s/u;

/** Namespace of the `xmlns` attributes themselves. */
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads a body as XML and turns it into a value by the `xml` annotations of its schema (names, wrapped lists,
 * attributes). Elements that nobody declared stay in the value under their own name, for the schema to find. Elements
 * are matched by local name in any namespace, so that a wrong namespace is a difference of its own.
 */
export function readXmlBody(
  bytes: Uint8Array,
  schema: ResponseBody['schema'],
  components: Components,
): ShapeReading {
  const reading = readXml(bytes);
  if (!reading.ok) {
    return {
      value: undefined,
      faults: [fault('readable', '', '', 'well-formed XML in UTF-8', reading.reason)],
    };
  }
  const { root } = reading;
  const declared = resolve(schema, components);
  const faults: ShapeFault[] = [];
  if (!DECLARATION.test(Buffer.from(bytes.subarray(0, 80)).toString('utf8')))
    faults.push(fault('declaration', '', '', 'an XML declaration first', `<${root.local}> first`));
  const name = declared.xml?.name ?? '';
  if (root.local !== name) faults.push(fault('root', '', '', `<${name}>`, `<${root.local}>`));
  faults.push(...namespaceFaults(root, declared.xml?.namespace ?? ''));
  const value = decode(root, declared, { path: '', place: '', components, faults });
  return { value, faults };
}

interface Position {
  readonly path: string;
  readonly place: string;
  readonly components: Components;
  /** Grows while decoding. */
  readonly faults: ShapeFault[];
}

function decode(element: XmlElement, schema: Schema, at: Position): Json {
  if (isList(schema)) return decodeList(element, schema, at);
  if (schema.type === 'object') return decodeObject(element, schema, at);
  if (element.children.length > 0) return undeclaredValue(element);
  noteAttributes(element, [], at);
  return scalar(element.text, schema);
}

function decodeObject(element: XmlElement, schema: Schema, at: Position): Json {
  const value: Record<string, Json> = {};
  const properties = Object.entries(schema.properties ?? {}).map(([key, declared]) => {
    const property = resolve(declared, at.components);
    return { key, property, name: property.xml?.name ?? key };
  });
  const attributes = properties.filter(({ property }) => property.xml?.attribute === true);
  for (const { key, property, name } of attributes) {
    const attribute = element.attributes.find((one) => one.local === name);
    if (attribute !== undefined) value[key] = scalar(attribute.value, property);
  }
  for (const { key, property, name } of properties.filter((one) => !attributes.includes(one))) {
    const found = element.children.filter((child) => child.local === name);
    const [first] = found;
    if (first === undefined) continue;
    const inner = step(at, key);
    if (isList(property) && property.xml?.wrapped !== true) {
      value[key] = items(found, property, inner);
      continue;
    }
    if (found.length > 1)
      at.faults.push(fault('once', inner.path, inner.place, 'exactly one', `${found.length}`));
    value[key] = decode(first, property, inner);
  }
  const names = new Set(properties.map(({ name }) => name));
  for (const child of element.children)
    if (!names.has(child.local)) value[child.local] = undeclaredValue(child);
  noteAttributes(
    element,
    attributes.map(({ name }) => name),
    at,
  );
  noteText(element, 'undeclared', at);
  return value;
}

function decodeList(element: XmlElement, schema: Schema, at: Position): Json {
  const itemName = resolve(itemsOf(schema), at.components).xml?.name;
  const strange = element.children.filter((child) => itemName !== undefined && child.local !== itemName);
  for (const child of strange) {
    at.faults.push(
      fault('list', at.path, at.place, `only <${itemName}> inside the list`, `<${child.local}>`),
    );
  }
  noteAttributes(element, [], at);
  noteText(element, 'list', at);
  return items(element.children, schema, at);
}

function items(elements: readonly XmlElement[], schema: Schema, at: Position): Json {
  const item = resolve(itemsOf(schema), at.components);
  return elements.map((child, index) =>
    decode(child, item, { ...at, path: `${at.path}[]`, place: `${at.place}[${index}]` }),
  );
}

/** An element without a declaration: its text, or its children by name. */
function undeclaredValue(element: XmlElement): Json {
  if (element.children.length === 0) return element.text;
  return Object.fromEntries(element.children.map((child) => [child.local, undeclaredValue(child)]));
}

/** XML Schema's lexical forms: `true` and `false` in lower case, decimal digits. Anything else stays the text it is. */
function scalar(text: string, schema: Schema): Json {
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}

/** The root's namespace, and every element whose namespace is not that of its parent. */
function namespaceFaults(root: XmlElement, expected: string): readonly ShapeFault[] {
  const faults =
    root.namespace === expected
      ? []
      : [fault('namespace', '', `<${root.local}>`, named(expected), named(root.namespace))];
  return [...faults, ...strayFaults(root)];
}

function strayFaults(element: XmlElement): readonly ShapeFault[] {
  return element.children.flatMap((child) => {
    const inner = strayFaults(child);
    if (child.namespace === element.namespace) return inner;
    const place = `<${child.local}>`;
    return [fault('namespace', '', place, named(element.namespace), named(child.namespace)), ...inner];
  });
}

function named(namespace: string): string {
  return namespace === '' ? 'no namespace' : `the namespace ${namespace}`;
}

function noteAttributes(element: XmlElement, declared: readonly string[], at: Position): void {
  const strange = element.attributes.filter(
    ({ namespace, local }) => namespace !== XMLNS && !declared.includes(local),
  );
  for (const { local } of strange) {
    const expected = 'nothing that is not declared';
    at.faults.push(
      fault('undeclared', at.path, at.place, expected, `an attribute "${local}" at <${element.local}>`),
    );
  }
}

function noteText(element: XmlElement, aspect: 'undeclared' | 'list', at: Position): void {
  const text = element.text.trim();
  if (text === '') return;
  const observed = `the text ${JSON.stringify(text.slice(0, 40))} inside <${element.local}>`;
  at.faults.push(fault(aspect, at.path, at.place, 'only elements', observed));
}

function step(at: Position, key: string): Position {
  const dot = at.path === '' ? '' : '.';
  return { ...at, path: `${at.path}${dot}${key}`, place: `${at.place}${dot}${key}` };
}

function isList(schema: Schema): schema is OpenAPIV3_1.ArraySchemaObject {
  return schema.type === 'array';
}

function itemsOf(schema: Schema): Schema | OpenAPIV3_1.ReferenceObject {
  return isList(schema) ? (schema.items as Schema | OpenAPIV3_1.ReferenceObject) : {};
}

/** Follows `$ref`s into the components. */
function resolve(schema: Schema | OpenAPIV3_1.ReferenceObject, components: Components): Schema {
  if (!('$ref' in schema) || schema.$ref === undefined) return schema as Schema;
  const target = components[schema.$ref.replace(/^#\/components\/schemas\//, '')];
  if (target === undefined) throw new Error(`the contract has no component for ${schema.$ref}`);
  return resolve(target, components);
}

function fault(
  aspect: ShapeAspect,
  path: string,
  place: string,
  expected: string,
  observed: string,
): ShapeFault {
  return { aspect, path, place, expected, observed };
}
