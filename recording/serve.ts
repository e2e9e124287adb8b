import type { ServerResponse } from 'node:http';
import { NOT_RECORDED } from '../targets/recorded/render.ts';
import { listen, type ReferenceServer } from '../targets/reference/http.ts';
import { decodeForm, type HttpRequest } from '../targets/reference/request.ts';
import type { Bundle, BundleExchange } from './bundle.ts';
import { grouped } from './outcomes.ts';

/** Where to listen. */
export interface ServeOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
}

const MOST_BYTES = 1_048_576;
const REQUEST_MS = 30_000;

/** Parameters that differ each time a request is sent. */
const VOLATILE = /^(?:X-Amz-.*|Signature.*|AccessKeyId|SecurityToken|Timestamp)$/i;
/** Headers that the server sets for itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'transfer-encoding',
]);

/**
 * Starts a server that answers the requests of a bundle with its responses, byte for byte but for private keys, and any
 * other with 501. A request that was recorded several times gets its responses in their order, and then the last again.
 */
export function startBundle(
  { exchanges }: Bundle,
  { port = 0, host = '127.0.0.1' }: ServeOptions = {},
): Promise<ReferenceServer> {
  const recorded = grouped(exchanges, keyOfExchange);
  const json = exchanges.some(({ response }) => response.body.startsWith('{'));
  const served = new Map<string, number>();
  return listen(
    (request, response) => {
      const key = keyOfRequest(request);
      const all =
        key === undefined
          ? undefined
          : (recorded.get(`${key.region} ${key.call}`) ?? recorded.get(`* ${key.call}`));
      const count = served.get(key?.call ?? '') ?? 0;
      const exchange = all?.[Math.min(count, all.length - 1)];
      if (exchange === undefined) unrecorded(response, json);
      else {
        served.set(key?.call ?? '', count + 1);
        answer(response, exchange);
      }
      return Promise.resolve();
    },
    { host, port, bodyBytes: MOST_BYTES, requestMs: REQUEST_MS },
  );
}

function answer(response: ServerResponse, { response: recorded }: BundleExchange): void {
  const body = Buffer.from(recorded.body, recorded.base64 ? 'base64' : 'utf8');
  const headers = recorded.headers.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()));
  response.writeHead(recorded.status, [...headers, ['content-length', String(body.length)]].flat());
  response.end(body);
}

function unrecorded(response: ServerResponse, json: boolean): void {
  const message = 'No response to this request was recorded.';
  const body = json
    ? JSON.stringify({ RequestId: NOT_RECORDED, Code: NOT_RECORDED, Message: message })
    : `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${NOT_RECORDED}</Code><Message>${message}</Message></Error></Errors><RequestID>${NOT_RECORDED}</RequestID></Response>`;
  response.writeHead(501, {
    'content-type': json ? 'application/json;charset=utf-8' : 'text/xml;charset=UTF-8',
  });
  response.end(body);
}

function keyOfExchange({ region, request }: BundleExchange): string {
  const query = request.url.split('?')[1] ?? '';
  const action = request.headers.find(([name]) => name.toLowerCase() === 'x-acs-action')?.[1];
  return `${region} ${callOf(request.method, query, request.body, action)}`;
}

function keyOfRequest({
  method,
  query,
  headers,
  body,
}: HttpRequest): { readonly region: string; readonly call: string } | undefined {
  if (body === undefined) return undefined;
  const action = headers['x-acs-action'];
  const text = body.toString('utf8');
  const call = callOf(method, query, text, typeof action === 'string' ? action : undefined);
  const scope = /Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\//.exec(
    headers.authorization ?? query.replaceAll('%2F', '/'),
  )?.[1];
  return { region: scope ?? regionIn(query, text) ?? '*', call };
}

function regionIn(query: string, body: string): string | undefined {
  return parametersOf(query, body).find(([name]) => name === 'RegionId')?.[1];
}

/** What a request asks for: its action and parameters in any order, without what signs it. */
function callOf(method: string, query: string, body: string, action: string | undefined): string {
  const parameters = parametersOf(query, body).filter(([name]) => !VOLATILE.test(name));
  const sorted = parameters.toSorted((one, other) => (one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0));
  return JSON.stringify([method, action ?? '', sorted]);
}

function parametersOf(query: string, body: string): readonly (readonly [string, string])[] {
  try {
    return [...decodeForm(query), ...decodeForm(body)];
  } catch {
    return [['undecodable', `${query} ${body}`]];
  }
}
