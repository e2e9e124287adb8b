import type { RedactedExchange } from '../../targets/redact.ts';
import type { Authentication } from '../../targets/target.ts';

/** Headers that the script makes itself. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'user-agent',
  'x-amz-user-agent',
  'x-amz-content-sha256',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'accept-encoding',
  'connection',
]);

/**
 * `reproduce.mjs`: sends the request of an exchange again with nothing but what Node has, freshly signed, and prints the
 * answer. The endpoint can be given as its argument. Credentials come from the usual environment variables.
 */
export function reproduceScript(exchange: RedactedExchange): string {
  const { request, call } = exchange;
  const authentication = call.wire?.authentication ?? 'header';
  const overridden = new Set((call.wire?.headers ?? []).map(([name]) => name.toLowerCase()));
  const [url = '', query = ''] = request.url.split(/\?(.*)/s);
  const kept = query.split('&').filter((part) => part !== '' && !/^X-Amz-/i.test(part));
  const sent = {
    method: request.method,
    url: kept.length === 0 ? url : `${url}?${kept.join('&')}`,
    headers: request.headers.filter(([name]) => {
      const lower = name.toLowerCase();
      return !OWN_HEADERS.has(lower) || (overridden.has(lower) && lower !== 'authorization');
    }),
    body: request.body,
    region: call.region,
    authentication,
    ...(authentication === 'expired' && { date: headerOf(exchange, 'x-amz-date') }),
    ...(authentication === 'unknown-access-key' && { accessKeyId: accessKeyOf(exchange) }),
  };
  return `${HEAD}${noteOn(authentication)}
const sent = ${JSON.stringify(sent, null, 2).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')};
${TAIL}`;
}

function noteOn(authentication: Authentication): string {
  if (authentication === 'presigned')
    return '// The request was presigned; here it is signed in a header instead.\n';
  if (authentication === 'altered-after-signing')
    return '// The request was changed after signing; here a wrong secret stands for that.\n';
  return '';
}

function headerOf({ request }: RedactedExchange, name: string): string | undefined {
  return request.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

function accessKeyOf(exchange: RedactedExchange): string | undefined {
  return headerOf(exchange, 'authorization')?.match(/Credential=([A-Za-z0-9]+)\//)?.[1];
}

const HEAD = `// Sends one request again, freshly signed, and prints the answer. Node 20 or newer; nothing to install.
// Usage: node reproduce.mjs [endpoint]
import { createHash, createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';

`;

const TAIL = `
const recorded = new URL(sent.url);
const base = new URL(process.argv[2] ?? recorded.origin);
const url = new URL(recorded.pathname + recorded.search, base);
const env = process.env;
const accessKeyId = sent.accessKeyId ?? env.AWS_ACCESS_KEY_ID ?? 'test';
const wrong = ['wrong-secret', 'altered-after-signing'].includes(sent.authentication);
const secret = (env.AWS_SECRET_ACCESS_KEY ?? 'test') + (wrong ? '-wrong' : '');

const date = sent.date ?? new Date().toISOString().replace(/[-:]|\\.\\d+/g, '');
const headers = [...sent.headers];
const has = (name) => headers.some(([one]) => one.toLowerCase() === name);
if (!has('host')) headers.push(['host', url.host]);
if (sent.authentication !== 'none') {
  if (!has('x-amz-date')) headers.push(['x-amz-date', date]);
  if (env.AWS_SESSION_TOKEN) headers.push(['x-amz-security-token', env.AWS_SESSION_TOKEN]);
  headers.push(['authorization', signature()]);
}
headers.push(['content-length', String(Buffer.byteLength(sent.body))]);

function signature() {
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const signed = headers.map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')]).sort();
  const names = signed.map(([name]) => name).join(';');
  const query = url.search.slice(1).split('&').filter(Boolean).map((part) => part.includes('=') ? part : part + '=').sort().join('&');
  const lines = signed.map(([name, value]) => name + ':' + value + '\\n').join('');
  const canonical = [sent.method, url.pathname, query, lines, names, hash(sent.body)].join('\\n');
  const scope = [date.slice(0, 8), sent.region, 'ec2', 'aws4_request'];
  const key = scope.reduce(hmac, 'AWS4' + secret);
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(canonical)].join('\\n');
  return 'AWS4-HMAC-SHA256 Credential=' + accessKeyId + '/' + scope.join('/') + ', SignedHeaders=' + names +
    ', Signature=' + hmac(key, text).toString('hex');
}

const send = url.protocol === 'https:' ? https.request : http.request;
const request = send(url, { method: sent.method, headers: headers.flat(), agent: false }, (answer) => {
  console.log('HTTP ' + answer.statusCode);
  for (let at = 0; at < answer.rawHeaders.length; at += 2) console.log(answer.rawHeaders[at] + ': ' + answer.rawHeaders[at + 1]);
  console.log();
  answer.pipe(process.stdout);
});
request.on('error', (error) => {
  console.error('no answer: ' + error.message);
  process.exitCode = 1;
});
request.end(sent.body);
`;
