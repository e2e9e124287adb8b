import type { ServerResponse } from 'node:http';
import type { OutcomeWith } from '../outcome.ts';

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

/** What all providers do alike. */
export function plainHttp<Context, Fields>(): Pick<HttpOf<Context, OutcomeWith<Fields>>, 'status' | 'send'> {
  return {
    status: (_ctx, outcome) => (outcome.kind === 'success' ? 200 : outcome.status),

    send(_ctx, reply, response) {
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    },
  };
}
