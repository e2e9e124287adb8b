import type { ServerResponse } from 'node:http';
import type { OutcomeWith, Refusal } from '../outcome.ts';

/** A response ready to be written. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How answers go over the wire. */
export interface HttpOf<Context, Outcome> {
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

/** What of a request these behaviours need. */
interface HttpContext<Context, Fields> {
  readonly requestId: string;
  readonly behaviours: { readonly http: HttpOf<Context, OutcomeWith<Fields>> };
}

/** Answers over HTTP, with what a provider has of its own. */
export function plainHttp<Context extends HttpContext<Context, Fields>, Fields>(own: {
  readonly contentType: (ctx: Context) => string;
  readonly requestIdHeader: string;
  /** What writes the documents of a success and of a refusal. */
  readonly writer: (ctx: Context) => {
    success(ctx: Context, fields: Fields): string;
    refusal(ctx: Context, refused: Refusal): string;
  };
}): HttpOf<Context, OutcomeWith<Fields>> {
  return {
    status: (_ctx, outcome) => (outcome.kind === 'success' ? 200 : outcome.status),

    contentType: (ctx, outcome) => (outcome.kind === 'literal' ? outcome.contentType : own.contentType(ctx)),

    // Inferred: no recording of the other headers; the request id header is what clients log.
    headers: (ctx, outcome, body) => ({
      'content-type': ctx.behaviours.http.contentType(ctx, outcome),
      'content-length': String(body.length),
      [own.requestIdHeader]: ctx.requestId,
    }),

    body(ctx, outcome) {
      if (outcome.kind === 'literal') return Buffer.from(outcome.body, 'utf8');
      const writer = own.writer(ctx);
      const text =
        outcome.kind === 'success' ? writer.success(ctx, outcome.fields) : writer.refusal(ctx, outcome);
      return Buffer.from(text, 'utf8');
    },

    send(_ctx, reply, response) {
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    },
  };
}
