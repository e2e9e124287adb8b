import type { CheckFinished, RunEvent } from '../runner/events.ts';
import type { RedactedExchange } from '../targets/redact.ts';

/**
 * `traffic.har`: all exchanges of the log as an HTTP Archive 1.2, check after check, in parts that are written one after
 * the other. Secrets are removed in the log already. Each check is a page, named by its requirement.
 * @param read gives the events from the first; called twice
 */
export function* harParts(read: () => Iterable<RunEvent>): Generator<string, void, void> {
  let creator: object = { name: 'keypair-conformance', version: 'unknown' };
  let between = '';
  const pages: string[] = [];
  for (const event of read()) {
    if (event.type === 'run-started') creator = event.tool;
    if (event.type === 'check-finished' && event.exchanges.length > 0)
      pages.push(JSON.stringify(harPage(event)));
  }
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[${pages.join(',')}],"entries":[`;
  for (const event of read()) {
    if (event.type !== 'check-finished') continue;
    for (const exchange of event.exchanges) {
      yield `${between}${JSON.stringify(harEntry(exchange, pageOf(event)))}`;
      between = ',\n';
    }
  }
  yield ']}}\n';
}

function pageOf({ requirement, client }: CheckFinished): string {
  return `${requirement} (${client})`;
}

function harPage(check: CheckFinished): object {
  return {
    startedDateTime: isoTime(check.exchanges[0]?.startedAt ?? 0),
    id: pageOf(check),
    title: `${check.requirement}: ${check.verdict}`,
    pageTimings: { onContentLoad: -1, onLoad: -1 },
  };
}

function harEntry(exchange: RedactedExchange, pageref: string): object {
  const { request, response, durationMs, startedAt, call } = exchange;
  const query = [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value }));
  const type = headerOf(response.headers, 'content-type');
  return {
    pageref,
    startedDateTime: isoTime(startedAt),
    time: durationMs,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harHeaders(request.headers),
      queryString: query,
      ...(request.body !== '' && {
        postData: { mimeType: headerOf(request.headers, 'content-type'), params: [], text: request.body },
      }),
      headersSize: -1,
      bodySize: Buffer.byteLength(request.body),
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harHeaders(response.headers),
      content: { mimeType: type, ...contentOf(response.body) },
      redirectURL: headerOf(response.headers, 'location'),
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: `${call.operation} in ${call.region}, client ${exchange.client}`,
  };
}

function contentOf(body: RedactedExchange['response']['body']): object {
  const cut = body.cutFrom !== undefined && {
    comment: `cut from ${body.cutFrom} bytes${body.sha256 === undefined ? '' : `, sha256 ${body.sha256}`}`,
  };
  if (body.kind === 'text') return { size: Buffer.byteLength(body.text), text: body.text, ...cut };
  const size = Buffer.from(body.base64, 'base64').length;
  return { size, text: body.base64, encoding: 'base64', ...cut };
}

function harHeaders(headers: RedactedExchange['request']['headers']): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function headerOf(headers: RedactedExchange['request']['headers'], name: string): string {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? '';
}

/** A log that somebody else wrote may hold times that are none. */
function isoTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  return (Number.isNaN(time.getTime()) ? new Date(0) : time).toISOString();
}
