import { type HttpOf, plainHttp } from '../../../reference/behaviours/http.ts';
import type { Context } from '../context.ts';
import type { Outcome, XmlNode } from '../outcome.ts';

export type HttpBehaviours = HttpOf<Context, Outcome>;

/** EC2's answers over HTTP. */
export const correctHttp: HttpBehaviours = {
  ...plainHttp<Context, readonly XmlNode[]>(),

  contentType: (_ctx, outcome) =>
    outcome.kind === 'literal' ? outcome.contentType : 'text/xml;charset=UTF-8',

  // Inferred: no recording of the other headers; the request id header is what clients log.
  headers: (ctx, outcome, body) => ({
    'content-type': ctx.behaviours.http.contentType(ctx, outcome),
    'content-length': String(body.length),
    'x-amzn-requestid': ctx.requestId,
  }),

  body(ctx, outcome) {
    const { xml } = ctx.behaviours;
    switch (outcome.kind) {
      case 'success':
        return Buffer.from(xml.success(ctx, outcome.fields), 'utf8');
      case 'refusal':
        return Buffer.from(xml.refusal(ctx, outcome), 'utf8');
      case 'literal':
        return Buffer.from(outcome.body, 'utf8');
    }
  },
};
