import { gzipSync } from 'node:zlib';
import type { HttpOf } from '../../targets/reference/behaviours/http.ts';

/** Some answers come compressed, or only say so, or only are. */
export function gzips<Ctx, Outcome>(
  http: HttpOf<Ctx, Outcome>,
  here: (ctx: Ctx, outcome: Outcome) => boolean,
  what: 'body and header' | 'header alone' | 'body alone' = 'body and header',
): Partial<HttpOf<Ctx, Outcome>> {
  return {
    body: (ctx, outcome) => {
      const body = http.body(ctx, outcome);
      return here(ctx, outcome) && what !== 'header alone' ? gzipSync(body) : body;
    },
    headers: (ctx, outcome, body) => ({
      ...http.headers(ctx, outcome, body),
      ...(here(ctx, outcome) && what !== 'body alone' && { 'Content-Encoding': 'gzip' }),
    }),
  };
}
