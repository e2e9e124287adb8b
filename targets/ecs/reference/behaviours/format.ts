import { type HttpOf, plainHttp } from '../../../reference/behaviours/http.ts';
import type { HttpRequest, Parameters } from '../../../reference/request.ts';
import { escapeXml } from '../../../reference/xml.ts';
import type { Context, Format } from '../context.ts';
import type { AcsCredential } from '../credential.ts';
import type { Fields, Outcome, Refusal, Value } from '../outcome.ts';

/** How answers are written. */
export interface FormatBehaviours {
  /** The format a request wants. */
  wanted(request: HttpRequest, parameters: Parameters, credential: AcsCredential | undefined): Format;
  /** The members of a success, a last chance to rename, drop or reorder them. */
  fields(ctx: Context, fields: Fields): Fields;
  /** The members of a refusal, a last chance to rename, drop or reorder them. */
  refusalFields(ctx: Context, fields: Fields): Fields;
  /** The name of the root element of a success. */
  root(ctx: Context): string;
  /** Members as a JSON document. */
  json(ctx: Context, fields: Fields): string;
  /** Members as an XML document. */
  xml(ctx: Context, root: string, fields: Fields): string;
  /** Text made safe between tags. */
  escape(ctx: Context, text: string): string;
  /** One member as elements; a list becomes an element for each of its members. */
  element(ctx: Context, name: string, value: Value): string;
  /** The whole document of a success. */
  success(ctx: Context, fields: Fields): string;
  /** The whole document of a refusal. */
  refusal(ctx: Context, refused: Refusal): string;
}

/** JSON under signature version 3, and under version 2 where it is asked for; XML otherwise. */
export const correctFormat: FormatBehaviours = {
  wanted(request, parameters, credential) {
    if (credential !== undefined && credential.kind !== 'v2') return 'json';
    const asked = parameters.get('Format');
    if (asked !== undefined) return asked.toUpperCase() === 'JSON' ? 'json' : 'xml';
    // Inferred: a request without a credential is answered in the manner of the version it looks like.
    return credential === undefined && request.headers['x-acs-action'] !== undefined ? 'json' : 'xml';
  },

  fields: (_ctx, fields) => fields,

  refusalFields: (_ctx, fields) => fields,

  root: (ctx) => `${ctx.action}Response`,

  json: (_ctx, fields) => JSON.stringify(fields),

  xml(ctx, root, fields) {
    return `<?xml version='1.0' encoding='UTF-8'?>\n${ctx.behaviours.format.element(ctx, root, fields)}`;
  },

  escape: (_ctx, text) => escapeXml(text),

  element(ctx, name, value) {
    const { format } = ctx.behaviours;
    if (isList(value)) return value.map((member) => format.element(ctx, name, member)).join('');
    const content =
      typeof value === 'object'
        ? Object.entries(value)
            .map(([inner, member]) => format.element(ctx, inner, member))
            .join('')
        : format.escape(ctx, String(value));
    return `<${name}>${content}</${name}>`;
  },

  success(ctx, fields) {
    const { format, responses } = ctx.behaviours;
    const all = format.fields(ctx, { ...responses.requestId(ctx), ...fields });
    return ctx.format === 'json' ? format.json(ctx, all) : format.xml(ctx, format.root(ctx), all);
  },

  refusal(ctx, refused) {
    const { format, responses } = ctx.behaviours;
    const members = { ...responses.requestId(ctx), ...responses.refused(ctx, refused) };
    const all = format.refusalFields(ctx, members);
    return ctx.format === 'json' ? format.json(ctx, all) : format.xml(ctx, 'Error', all);
  },
};

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export type HttpBehaviours = HttpOf<Context, Outcome>;

/** ECS's answers over HTTP. */
export const correctHttp: HttpBehaviours = plainHttp<Context, Fields>({
  // The official SDK reads an XML error only under exactly this type.
  contentType: ({ format }) =>
    format === 'json' ? 'application/json;charset=utf-8' : 'text/xml;charset=utf-8',
  requestIdHeader: 'x-acs-request-id',
  writer: ({ behaviours }) => behaviours.format,
});
