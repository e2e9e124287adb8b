import type { ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';

/** A response ready to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How answers go over the wire. */
export interface HttpBehaviours {
  /** The status of an answer. */
  status(ctx: Context, outcome: Outcome): number;
  /** The content type of an answer. */
  contentType(ctx: Context, outcome: Outcome): string;
  /** All headers of an answer but Date and Connection. */
  headers(ctx: Context, outcome: Outcome, body: Buffer): Readonly<Record<string, string>>;
  /** The bytes of an answer. */
  body(ctx: Context, outcome: Outcome): Buffer;
  /** Writes an answer. */
  send(ctx: Context, reply: Reply, response: ServerResponse): void;
}

/** ECS's answers over HTTP. */
export const correctHttp: HttpBehaviours = {
  status: (_ctx, outcome) => (outcome.kind === 'success' ? 200 : outcome.status),

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

  send(_ctx, reply, response) {
    response.writeHead(reply.status, reply.headers);
    response.end(reply.body);
  },
};
