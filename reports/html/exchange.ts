import type { RedactedBody, RedactedExchange } from '../../targets/redact.ts';
import { sentOf } from '../console/sent.ts';
import { html, type Markup } from './markup.ts';

/** Characters of a body that the page shows; `report.json` has more of it. */
const SHOWN = 4000;

/** The request and the answer as they went over the wire, without secrets, folded. */
export function exchangeDetails(exchange: RedactedExchange): Markup {
  const { request, response } = exchange;
  return html`<details class="wire"><summary>Exchange: ${sentOf(exchange)} → ${response.status}, ${exchange.durationMs.toFixed(0)} ms</summary>
<h5 class="unseen">Request</h5><pre tabindex="0" aria-label="Request"><code>${messageOf(`${request.method} ${request.url}`, request.headers, request.body)}</code></pre>
<h5 class="unseen">Response</h5><pre tabindex="0" aria-label="Response"><code>${messageOf(`HTTP ${response.status}`, response.headers, bodyText(response.body))}</code></pre></details>`;
}

function messageOf(start: string, headers: readonly (readonly [string, string])[], body: string): string {
  const lines = [start, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const shown =
    body.length > SHOWN ? `${body.slice(0, SHOWN)}\n[${body.length - SHOWN} more characters]` : body;
  return body === '' ? lines.join('\n') : [...lines, '', shown].join('\n');
}

/** A body as text. */
export function bodyText(body: RedactedBody): string {
  const text = body.kind === 'text' ? body.text : `[not text, base64] ${body.base64}`;
  return body.cutFrom === undefined ? text : `${text}\n[cut from ${body.cutFrom} bytes]`;
}
