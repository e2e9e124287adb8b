import { type HttpOf, plainHttp } from '../../../reference/behaviours/http.ts';
import type { Context } from '../context.ts';
import type { Fields, Outcome } from '../outcome.ts';

export type HttpBehaviours = HttpOf<Context, Outcome>;

/** ECS's answers over HTTP. */
export const correctHttp: HttpBehaviours = {
  ...plainHttp<Context, Fields>(),

  contentType(ctx, outcome) {
    if (outcome.kind === 'literal') return outcome.contentType;
    // The official SDK reads an XML error only under exactly this type.
    return ctx.format === 'json' ? 'application/json;charset=utf-8' : 'text/xml;charset=utf-8';
  },

  // Inferred: no recording of the other headers; the request id header is what clients log.
  headers: (ctx, outcome, body) => ({
    'content-type': ctx.behaviours.http.contentType(ctx, outcome),
    'content-length': String(body.length),
    'x-acs-request-id': ctx.requestId,
  }),

  body(ctx, outcome) {
    const { format } = ctx.behaviours;
    switch (outcome.kind) {
      case 'success':
        return Buffer.from(format.success(ctx, outcome.fields), 'utf8');
      case 'refusal':
        return Buffer.from(format.refusal(ctx, outcome), 'utf8');
      case 'literal':
        return Buffer.from(outcome.body, 'utf8');
    }
  },
};
