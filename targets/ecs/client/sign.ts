import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Credentials } from '../../target.ts';
import { percentEncode, type QueryParameter } from '../../wire/query-parameters.ts';

/** The signature-relevant parts of a request under signature version 3, before percent-encoding. */
export interface AcsSignable {
  readonly method: string;
  /** Path as sent, starting with `/`. */
  readonly path: string;
  readonly query: readonly QueryParameter[];
  /** Headers to sign, `host` among them; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who signs, when, and under which number that no other request has. */
export interface AcsSigning {
  readonly credentials: Credentials;
  readonly date: Date;
  /** @default 32 random digits */
  readonly nonce?: string;
}

const V3 = 'ACS3-HMAC-SHA256';

/**
 * Signature version 3 of Alibaba Cloud ("V3 request structure and signature").
 * @returns the headers to add: date, nonce, digest of the body, those of a session token, and `authorization` last.
 */
export function acs3Headers(request: AcsSignable, signing: AcsSigning): [string, string][] {
  const { accessKeyId, secretAccessKey, sessionToken } = signing.credentials;
  const payload = sha256(request.body);
  const added: [string, string][] = [
    ['x-acs-date', timestamp(signing.date)],
    ['x-acs-signature-nonce', signing.nonce ?? randomUUID().replaceAll('-', '')],
    ['x-acs-content-sha256', payload],
    ...(sessionToken === undefined
      ? []
      : ([
          ['x-acs-accesskey-id', accessKeyId],
          ['x-acs-security-token', sessionToken],
        ] satisfies [string, string][])),
  ];
  // A header of the request stands for the one that would be added: it is what goes over the wire.
  const headers = new Map([...added, ...Object.entries(request.headers)]);
  const names = [...headers.keys()].sort();
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${(headers.get(name) ?? '').trim()}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const signature = createHmac('sha256', secretAccessKey)
    .update(`${V3}\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `${V3} Credential=${accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return [...added, ['authorization', authorization]];
}

/**
 * Signature version 2 of Alibaba Cloud ("RPC signature 1.0"), which is over the parameters alone.
 * @param parameters all parameters of the request, wherever they go
 * @returns the parameters to add, `Signature` last.
 */
export function rpcSignature(
  method: string,
  parameters: readonly QueryParameter[],
  signing: AcsSigning,
): QueryParameter[] {
  const { accessKeyId, secretAccessKey, sessionToken } = signing.credentials;
  const added: QueryParameter[] = [
    ['AccessKeyId', accessKeyId],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', signing.nonce ?? randomUUID()],
    ['Timestamp', timestamp(signing.date)],
    ...(sessionToken === undefined ? [] : [['SecurityToken', sessionToken] satisfies QueryParameter]),
  ];
  const text = `${method}&%2F&${percentEncode(canonicalQuery([...parameters, ...added]))}`;
  const signature = createHmac('sha1', `${secretAccessKey}&`).update(text).digest('base64');
  return [...added, ['Signature', signature]];
}

/** Sorted by name; parameters of one name keep their order. */
function canonicalQuery(parameters: readonly QueryParameter[]): string {
  return parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** UTC with seconds, e.g. `2026-01-02T03:04:05Z`. */
function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
