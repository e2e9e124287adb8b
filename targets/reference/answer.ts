import type { ServerResponse } from 'node:http';
import type { HttpOf } from './behaviours/http.ts';

/** What of a request is needed to answer it. */
interface Answerable<Context, Outcome> {
  readonly behaviours: {
    readonly http: HttpOf<Context, Outcome>;
    readonly protocol: { fault(ctx: Context, reason: unknown): Outcome };
  };
}

/** Decides a request and writes the answer; a fault of the server itself is answered as well. */
export async function answer<Context extends Answerable<Context, Outcome>, Outcome>(
  ctx: Context,
  decide: (ctx: Context) => Promise<Outcome>,
  response: ServerResponse,
): Promise<void> {
  const { http, protocol } = ctx.behaviours;
  const outcome = await decide(ctx).catch((reason: unknown) => protocol.fault(ctx, reason));
  const body = http.body(ctx, outcome);
  const headers = http.headers(ctx, outcome, body);
  http.send(ctx, { status: http.status(ctx, outcome), headers, body }, response);
}
