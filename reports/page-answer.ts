import type { RedactedExchange } from '../targets/redact.ts';

/**
 * What to make of an answer that is a page in HTML: most often the error page of the server around the target, because
 * the target itself broke. `undefined` for every other answer.
 */
export function pageAnswer(exchange: RedactedExchange | undefined): string | undefined {
  if (exchange === undefined || exchange.response.body.kind !== 'text') return undefined;
  const { status, body } = exchange.response;
  if (!/^\s*<(!doctype html|html)\b/i.test(body.text)) return undefined;
  const title = /<title>([^<]{1,200})/i.exec(body.text)?.[1]?.trim() ?? '';
  const named = title === '' ? '' : ` titled "${title}"`;
  const why = status >= 500 ? ': the target crashed on this request; see its log' : '';
  return `the response is an HTML page${named}${why}`;
}
