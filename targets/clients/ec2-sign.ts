import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../target.ts';
import type { QueryParameter } from './ec2-serialise.ts';

/** The signature-relevant parts of a request, before percent-encoding. */
export interface Signable {
  readonly method: string;
  /** `host` or `host:port`. */
  readonly host: string;
  /** Path as sent, starting with `/`. */
  readonly path: string;
  readonly query: readonly QueryParameter[];
  /** Headers to sign beside `host`; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who signs what for whom, and when. */
export interface Signing {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
}

/** Seconds a presigned address stays valid. */
const PRESIGNED_SECONDS = 900;

/**
 * AWS Signature Version 4 in the `Authorization` header.
 * @returns the headers to add: `authorization`, `x-amz-date` and, with a session token, `x-amz-security-token`.
 */
export async function signHeaders(request: Signable, signing: Signing): Promise<[string, string][]> {
  const signer = await signerFor(signing);
  const signed = await signer.sign(smithyRequest(request), { signingDate: signing.date });
  const added = ['x-amz-date', 'x-amz-security-token', 'authorization'];
  return added.flatMap((name): [string, string][] => {
    const value = signed.headers[name];
    return value === undefined ? [] : [[name, value]];
  });
}

/**
 * AWS Signature Version 4 in the query string.
 * @returns the parameters to add, `X-Amz-Signature` last.
 */
export async function presignQuery(request: Signable, signing: Signing): Promise<QueryParameter[]> {
  const signer = await signerFor(signing);
  const signed = await signer.presign(smithyRequest(request), {
    signingDate: signing.date,
    expiresIn: PRESIGNED_SECONDS,
  });
  return Object.entries(signed.query ?? {}).flatMap(([name, value]): QueryParameter[] =>
    name.startsWith('X-Amz-') && typeof value === 'string' ? [[name, value]] : [],
  );
}

/** Loaded on the first signature: it takes longer to load than the rest of the client together. */
async function signerFor({ credentials, region, service }: Signing): Promise<SignatureV4> {
  const smithy = await import('@smithy/signature-v4');
  // A checksum header is required by S3 only; EC2 clients do not send one.
  return new smithy.SignatureV4({ credentials, region, service, sha256: NativeSha256, applyChecksum: false });
}

function smithyRequest(request: Signable): Parameters<SignatureV4['presign']>[0] {
  const query: Record<string, string[]> = {};
  for (const [name, value] of request.query) {
    const key = wellFormed(name);
    query[key] ??= [];
    query[key].push(wellFormed(value));
  }
  return {
    method: request.method,
    protocol: 'https:',
    hostname: request.host,
    path: request.path,
    query,
    headers: { host: request.host, ...request.headers },
    body: request.body,
  };
}

/** What the text is after a trip through UTF-8; the signature is over the bytes that are sent. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

type HashData = string | ArrayBuffer | ArrayBufferView;

/** SHA-256 and HMAC-SHA-256 of node:crypto in the shape the signer asks for. */
class NativeSha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: HashData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: HashData): void {
    this.#hash.update(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}

function bytesOf(data: HashData): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}
