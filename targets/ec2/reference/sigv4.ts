import { createHmac } from 'node:crypto';
import { decodeForm, type HttpRequest, headerOf, type Parameters } from '../../reference/request.ts';
import { canonicalQuery, encodeStrictly, inOrder, sameSignature, sha256 } from '../../reference/signing.ts';

/** Who signed a request, and for which region, by its own claim. */
export type Credential =
  | { readonly kind: 'unsigned'; readonly accessKeyId: string }
  | {
      readonly kind: 'header' | 'query';
      readonly accessKeyId: string;
      readonly date: string;
      readonly region: string;
      readonly service: string;
      readonly signedHeaders: readonly string[];
      readonly signature: string;
    };

/** A credential with a Signature Version 4. */
export type SignedCredential = Exclude<Credential, { kind: 'unsigned' }>;

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SCOPE = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/;

/** Reads the credential from the Authorization header or the query form; undefined when there is none. */
export function readCredential(request: HttpRequest, parameters: Parameters): Credential | undefined {
  const header = request.headers.authorization ?? '';
  if (header.startsWith(`${ALGORITHM} `)) {
    const field = (name: string): string => new RegExp(`[ ,]${name}=([^, ]+)`).exec(header)?.[1] ?? '';
    return signed('header', field('Credential'), field('SignedHeaders'), field('Signature'));
  }
  const scope = parameters.get('X-Amz-Credential');
  if (scope !== undefined) {
    const headers = parameters.get('X-Amz-SignedHeaders') ?? '';
    return signed('query', scope, headers, parameters.get('X-Amz-Signature') ?? '');
  }
  const accessKeyId = parameters.get('AWSAccessKeyId');
  return accessKeyId === undefined ? undefined : { kind: 'unsigned', accessKeyId };
}

function signed(
  kind: 'header' | 'query',
  scope: string,
  headers: string,
  signature: string,
): Credential | undefined {
  const [, accessKeyId, date, region, service] = SCOPE.exec(scope) ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) {
    return undefined;
  }
  return { kind, accessKeyId, date, region, service, signedHeaders: headers.split(';'), signature };
}

/** When a request says it was signed, in milliseconds since 1970, and how long it asked to be valid, in seconds. */
export function signingTime(
  credential: SignedCredential,
  request: HttpRequest,
  parameters: Parameters,
): { readonly at: number; readonly stamp: string; readonly validFor: number | undefined } {
  const stamp =
    (credential.kind === 'query' ? parameters.get('X-Amz-Date') : headerOf(request, 'x-amz-date')) ?? '';
  const iso = stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const expires = credential.kind === 'query' ? parameters.get('X-Amz-Expires') : undefined;
  return { at: Date.parse(iso), stamp, validFor: expires === undefined ? undefined : Number(expires) };
}

/** Whether the signature is the one that `secret` gives for this request. */
export function signatureMatches(
  credential: SignedCredential,
  request: HttpRequest,
  parameters: Parameters,
  secret: string,
): boolean {
  const { stamp } = signingTime(credential, request, parameters);
  const payload = sha256(request.body ?? Buffer.alloc(0));
  const declared = headerOf(request, 'x-amz-content-sha256') ?? payload;
  if (declared !== payload || stamp.slice(0, 8) !== credential.date) return false;
  if (!credential.signedHeaders.includes('host')) return false;
  const scope = `${credential.date}/${credential.region}/${credential.service}/aws4_request`;
  const text = [ALGORITHM, stamp, scope, sha256(canonicalRequest(credential, request, payload))].join('\n');
  const expected = hmac(signingKey(credential, secret), text);
  return sameSignature(Buffer.from(credential.signature, 'hex'), expected);
}

/** Keys of the scopes seen last: whoever signs uses one all day long. */
const signingKeys = new Map<string, Buffer>();
const MOST_KEYS = 100;

function signingKey({ date, region, service }: SignedCredential, secret: string): Buffer {
  const parts = [date, region, service, 'aws4_request'];
  const name = [secret, ...parts].join('\n');
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = parts.reduce<Buffer>((made, part) => hmac(made, part), Buffer.from(`AWS4${secret}`));
  // What a scope is called is up to whoever asks.
  if (signingKeys.size >= MOST_KEYS) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function canonicalRequest(credential: SignedCredential, request: HttpRequest, payload: string): string {
  const query = decodeForm(request.query)
    .filter(([name]) => credential.kind === 'header' || name !== 'X-Amz-Signature')
    // Values of one name are signed in their order too.
    .toSorted(([, left], [, right]) => inOrder(encodeStrictly(left), encodeStrictly(right)));
  const headers = credential.signedHeaders.map(
    (name) => `${name}:${(headerOf(request, name) ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    // Every service but S3 signs the path as it was sent, encoded once more.
    request.path.split('/').map(encodeStrictly).join('/'),
    canonicalQuery(query),
    headers.join(''),
    credential.signedHeaders.join(';'),
    payload,
  ].join('\n');
}

function hmac(key: Buffer, content: string): Buffer {
  return createHmac('sha256', key).update(content).digest();
}
