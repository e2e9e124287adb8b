import { type HttpOf, plainHttp } from '../../../reference/behaviours/http.ts';
import { escapeXml } from '../../../reference/xml.ts';
import type { Context } from '../context.ts';
import { leaf, type Outcome, type Refusal, type XmlNode } from '../outcome.ts';
import { NEWEST_VERSION } from '../versions.ts';

/** How answers are written. */
export interface XmlBehaviours {
  /** The text before the root element. */
  declaration(ctx: Context): string;
  /** The name of the root element of a success. */
  root(ctx: Context): string;
  /** The namespace of a success; undefined writes none. */
  namespace(ctx: Context): string | undefined;
  /** The request id of a success; none leaves it out. */
  requestId(ctx: Context): readonly XmlNode[];
  /** All elements of a success, a last chance to rename, drop or reorder them. */
  fields(ctx: Context, fields: readonly XmlNode[]): readonly XmlNode[];
  /** A list: its wrapper with one `item` per member. */
  list(ctx: Context, name: string, items: readonly (readonly XmlNode[])[]): XmlNode;
  /** The name of a member of a list. */
  itemName(ctx: Context, list: string): string;
  /** A boolean as text. */
  boolean(ctx: Context, value: boolean): string;
  /** Text made safe between tags. */
  escape(ctx: Context, text: string): string;
  /** A leaf or parent element. */
  element(ctx: Context, node: XmlNode): string;
  /** What stands before each element under the root of a success, after a line feed; empty: all on one line. */
  indentation(ctx: Context): string;
  /** The whole document of a success. */
  success(ctx: Context, fields: readonly XmlNode[]): string;
  /** The elements inside the root of a refusal. */
  refusalFields(ctx: Context, refused: Refusal): readonly XmlNode[];
  /** The whole document of a refusal. */
  refusal(ctx: Context, refused: Refusal): string;
}

/** EC2's XML: the namespace on successes only, `requestId` on successes, `RequestID` on refusals. */
export const correctXml: XmlBehaviours = {
  declaration: () => '<?xml version="1.0" encoding="UTF-8"?>\n',

  root: (ctx) => `${ctx.action}Response`,

  // Documented: each version has its own.
  namespace: (ctx) => `http://ec2.amazonaws.com/doc/${ctx.parameters.get('Version') ?? NEWEST_VERSION}/`,

  requestId: (ctx) => [leaf('requestId', ctx.requestId)],

  fields: (_ctx, fields) => fields,

  list: (ctx, name, items) => ({
    name,
    children: items.map((children) => ({ name: ctx.behaviours.xml.itemName(ctx, name), children })),
  }),

  itemName: () => 'item',

  boolean: (_ctx, value) => String(value),

  escape: (_ctx, text) => escapeXml(text),

  element(ctx, node) {
    const { xml } = ctx.behaviours;
    if ('text' in node) return `<${node.name}>${xml.escape(ctx, node.text)}</${node.name}>`;
    if (node.children.length === 0) return `<${node.name}/>`;
    return `<${node.name}>${node.children.map((child) => xml.element(ctx, child)).join('')}</${node.name}>`;
  },

  indentation: () => '    ',

  success(ctx, fields) {
    const { xml } = ctx.behaviours;
    const root = xml.root(ctx);
    const namespace = xml.namespace(ctx);
    const attribute = namespace === undefined ? '' : ` xmlns="${namespace}"`;
    const content = xml.fields(ctx, [...xml.requestId(ctx), ...fields]);
    const indentation = xml.indentation(ctx);
    const [before, after] = indentation === '' ? ['', ''] : [`\n${indentation}`, '\n'];
    const elements = content.map((node) => `${before}${xml.element(ctx, node)}`).join('');
    return `${xml.declaration(ctx)}<${root}${attribute}>${elements}${after}</${root}>`;
  },

  refusalFields: (ctx, { code, message }) => [
    {
      name: 'Errors',
      children: [{ name: 'Error', children: [leaf('Code', code), leaf('Message', message)] }],
    },
    leaf('RequestID', ctx.requestId),
  ],

  refusal(ctx, refused) {
    const { xml } = ctx.behaviours;
    const fields = xml.refusalFields(ctx, refused).map((node) => xml.element(ctx, node));
    return `${xml.declaration(ctx)}<Response>${fields.join('')}</Response>`;
  },
};

export type HttpBehaviours = HttpOf<Context, Outcome>;

/** EC2's answers over HTTP. */
export const correctHttp: HttpBehaviours = plainHttp<Context, readonly XmlNode[]>({
  contentType: () => 'text/xml;charset=UTF-8',
  requestIdHeader: 'x-amzn-requestid',
  writer: ({ behaviours }) => behaviours.xml,
});
