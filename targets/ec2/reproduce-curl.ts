import type { Reproduction, Sent } from '../provider.ts';
import { expandable, quote } from '../shell.ts';
import type { Authentication, Target } from '../target.ts';

const FORM_TYPE = 'application/x-www-form-urlencoded';
const OWN_HEADERS = new Set([
  'host',
  'accept-encoding',
  'content-length',
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'user-agent',
  'x-amz-user-agent',
  'x-amz-content-sha256',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
]);

/**
 * The exchange as a `curl` command that signs for itself; credentials come from the usual environment variables.
 * Needs curl 7.75 or newer.
 */
export function curlCommand(exchange: Sent, target: Pick<Target, 'credentials' | 'ca'>): Reproduction {
  const { request, call } = exchange;
  const authentication = call.wire?.authentication ?? 'header';
  const [url = '', query = ''] = splitOnce(request.url, '?');
  const kept = query.split('&').filter((part) => part !== '' && !/^X-Amz-/i.test(part));
  const overridden = new Set((call.wire?.headers ?? []).map(([name]) => name.toLowerCase()));
  const words = [
    'curl',
    '-sS',
    '-i',
    ...(request.method === 'HEAD' ? ['--head'] : ['-X', request.method]),
    quote(kept.length === 0 ? url : `${url}?${kept.join('&')}`),
    ...proofOf(authentication, exchange, target),
    ...request.headers.flatMap((header) => headerOf(header, overridden)),
    ...bodyOf(exchange),
    ...(target.ca === undefined ? [] : ['--cacert', 'ca.pem']),
  ];
  return { kind: 'command', command: words.join(' '), notes: notesOf(authentication, target) };
}

function proofOf(
  authentication: Authentication,
  exchange: Sent,
  target: Pick<Target, 'credentials'>,
): readonly string[] {
  if (authentication === 'none') return [];
  const sign = ['--aws-sigv4', quote(`aws:amz:${exchange.call.region}:ec2`)];
  const token =
    target.credentials.sessionToken === undefined || authentication === 'unknown-access-key'
      ? []
      : ['-H', expandable('x-amz-security-token: $AWS_SESSION_TOKEN')];
  const user = (id: string, secret: string): readonly string[] => [
    ...sign,
    '--user',
    expandable(`${id}:${secret}`),
    ...token,
  ];
  const id = '$AWS_ACCESS_KEY_ID';
  const secret = '$AWS_SECRET_ACCESS_KEY';
  switch (authentication) {
    case 'header':
    case 'presigned':
      return user(id, secret);
    case 'unknown-access-key':
      return user(accessKeyOf(exchange) ?? id, secret);
    case 'wrong-secret':
    case 'altered-after-signing':
      return user(id, `\${AWS_SECRET_ACCESS_KEY}-wrong`);
    case 'expired': {
      const date = exchange.request.headers.find(([name]) => name.toLowerCase() === 'x-amz-date')?.[1];
      return [...user(id, secret), ...(date === undefined ? [] : ['-H', quote(`X-Amz-Date: ${date}`)])];
    }
  }
}

/** The access key id that was sent; it is public. */
function accessKeyOf({ request }: Sent): string | undefined {
  const header = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return header?.match(/Credential=([A-Za-z0-9]+)\//)?.[1];
}

/** Headers that curl or the signature bring along are left out, unless the call sets them itself. */
function headerOf(
  [name, value]: readonly [string, string],
  overridden: ReadonlySet<string>,
): readonly string[] {
  const lower = name.toLowerCase();
  const own = OWN_HEADERS.has(lower) || (lower === 'content-type' && value.startsWith(FORM_TYPE));
  if (own && !overridden.has(lower)) return [];
  return ['-H', quote(value === '' ? `${name};` : `${name}: ${value}`)];
}

/** Readable parameters where curl encodes them to what was sent; the exact body otherwise. */
function bodyOf({ request, call }: Sent): readonly string[] {
  if (request.body === '')
    return request.method === 'POST' || request.method === 'PUT' ? ['--data-raw', "''"] : [];
  const parts = request.body.split('&').map((part) => splitOnce(part, '='));
  const exact =
    call.wire?.space === '+' ||
    request.body.includes('%00') ||
    parts.some(([name = '', value]) => decoded(value) === undefined || !/^[A-Za-z0-9._-]+$/.test(name));
  if (exact) return ['--data-raw', quote(request.body)];
  return parts.flatMap(([name, value = '']) => ['--data-urlencode', quote(`${name}=${decoded(value)}`)]);
}

/** `undefined` for what is no percent-encoded text, as after a redaction in the middle of it. */
function decoded(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function notesOf(authentication: Authentication, target: Pick<Target, 'ca'>): string[] {
  const notes: string[] = [];
  if (authentication === 'presigned')
    notes.push('curl cannot presign: the request is signed in a header instead.');
  if (authentication === 'altered-after-signing')
    notes.push('curl signs what it sends: a wrong secret stands for the change after signing.');
  if (target.ca !== undefined) notes.push('ca.pem is the certificate authority of the target.');
  return notes;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
