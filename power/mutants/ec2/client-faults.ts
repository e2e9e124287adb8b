import { gzipSync } from 'node:zlib';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { leaf, type Refusal, refusal, type XmlNode } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { always, at, type Condition, together } from './table.ts';

/** What a condition on the client looks at. */
type Asker = Pick<Context, 'request'>;

/** A header of the request; empty when there is none. */
export const header = ({ request }: Asker, name: string): string => String(request.headers[name] ?? '');

/**
 * Whether the wire client of a run asks. It writes what the SDK for JavaScript with default settings does, which may try
 * three times; the SDK of a run may try once.
 */
const fromWire = (asker: Asker): boolean =>
  header(asker, 'user-agent').startsWith('aws-sdk-js/') && !fromSdk(asker);
/** Whether the SDK for JavaScript asks. */
export const fromSdk = (asker: Asker): boolean =>
  header(asker, 'user-agent').startsWith('aws-sdk-js/') && header(asker, 'amz-sdk-request').endsWith('max=1');
/** Whether a client other than that of the wire sends a form body without the charset that some clients name. */
export const withoutCharset = (asker: Asker): boolean =>
  !fromWire(asker) && !/charset/i.test(header(asker, 'content-type'));
/** Whether a name has not the look of those that the suite gives to what it makes. */
export const unmarked: Condition = ({ parameters }) =>
  /^[a-z][a-z0-9]{20,}$/.test(parameters.get('KeyName') ?? parameters.list('KeyName')[0] ?? '');
/** Whether a request carries a header of the SDKs that its signature does not cover. */
export const headerUnsigned: Condition = (ctx) =>
  header(ctx, 'amz-sdk-invocation-id') !== '' &&
  !header(ctx, 'authorization').includes('amz-sdk-invocation-id');

/** Whether all of these hold. */
export const all =
  (...conditions: readonly Condition[]): Condition =>
  (ctx) =>
    conditions.every((condition) => condition(ctx));

/** A parameter that has this value. */
export const having =
  (name: string, value: string): Condition =>
  (ctx) =>
    ctx.parameters.get(name) === value;

/** The document of a success, changed as text. */
export function answer(condition: Condition, change: (text: string) => string): Mutant['fault'] {
  return at('xml', 'success', condition, (right, ctx, nodes) => change(right(ctx, nodes)));
}

/** The document of a refusal, changed as text. */
export function refused(condition: Condition, change: (text: string) => string): Mutant['fault'] {
  return at('xml', 'refusal', condition, (right, ctx, no) => change(right(ctx, no)));
}

/** The elements of a success, changed. */
export function fields(
  condition: Condition,
  change: (nodes: readonly XmlNode[]) => readonly XmlNode[],
): Mutant['fault'] {
  return at('xml', 'fields', condition, (right, ctx, nodes) => change(right(ctx, nodes)));
}

/** Good requests that are refused. */
export function refuses(condition: Condition, no: Refusal = UNREADABLE): Mutant['fault'] {
  return at('protocol', 'method', always, (right, ctx) => (condition(ctx) ? no : right(ctx)));
}

const UNREADABLE = refusal('MissingAction', 'The request must contain the parameter Action');

/** Responses that are compressed although nobody asked for it, for everyone but the wire client. */
export function compressed(condition: Condition): Mutant['fault'] {
  const concerned = all(condition, (ctx) => !fromWire(ctx));
  return together(
    at('http', 'body', always, (right, ctx, outcome) => {
      const body = right(ctx, outcome);
      return concerned(ctx) ? gzipSync(body) : body;
    }),
    at('http', 'headers', always, (right, ctx, outcome, body) => ({
      ...right(ctx, outcome, body),
      ...(concerned(ctx) && { 'content-encoding': 'gzip' }),
    })),
  );
}

/** All elements under a prefix, as serialisers write it that know no default namespace. */
export const prefixed = (text: string): string =>
  text
    .replace(/ xmlns="[^"]*"/, '')
    .replace(/<(\/?)(?=[A-Za-z])/g, '<$1ns2:')
    .replace(/<ns2:\w+/, '$& xmlns:ns2="http://ec2.amazonaws.com/doc/2016-11-15/"');

/** A document that begins with a byte order mark. */
export const marked = (text: string): string => `\ufeff${text}`;

/** Elements of a name with the type of a schema, as serialisers of SOAP write it. */
export const typed =
  (name: string) =>
  (text: string): string =>
    text.replaceAll(
      `<${name}>`,
      `<${name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="string">`,
    );

/** Elements of a name whose text stands on a line of its own. */
export const indented =
  (name: string) =>
  (text: string): string =>
    text.replaceAll(`<${name}>`, `<${name}>\n        `).replaceAll(`</${name}>`, `\n    </${name}>`);

/** Elements of a name, twice. */
export const repeated =
  (name: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.flatMap((node) => (node.name === name ? [node, node] : [node]));

/** Elements without those of a name. */
export const without =
  (name: string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.filter((node) => node.name !== name);

/** Elements of a name with another text. */
export const rewritten =
  (name: string, change: (text: string) => string) =>
  (nodes: readonly XmlNode[]): readonly XmlNode[] =>
    nodes.map((node) => (node.name === name && 'text' in node ? leaf(name, change(node.text)) : node));

/** Every described item, changed. */
export function items(change: (nodes: readonly XmlNode[]) => readonly XmlNode[]): Mutant['fault'] {
  return at('responses', 'describedItem', always, (right, ctx, pair) => change(right(ctx, pair)));
}
