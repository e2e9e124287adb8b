import { createHmac, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../target.ts';
import type { QueryParameter } from '../../wire/query-parameters.ts';

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
  /** Whether the digest of the body is sent along in a header; only S3 requires it. */
  readonly checksum?: true;
}

/** Seconds a presigned address stays valid. */
const PRESIGNED_SECONDS = 900;

/**
 * AWS Signature Version 4 in the `Authorization` header.
 * @returns the headers to add: `x-amz-date`, `x-amz-security-token` with a session token, `x-amz-content-sha256` with a
 * checksum, and `authorization`.
 */
export async function signHeaders(request: Signable, signing: Signing): Promise<[string, string][]> {
  const signer = signerFor(signing);
  const signed = await signer.sign(smithyRequest(request), { signingDate: signing.date });
  const added = ['x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256', 'authorization'];
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
  const signer = signerFor(signing);
  const signed = await signer.presign(smithyRequest(request), {
    signingDate: signing.date,
    expiresIn: PRESIGNED_SECONDS,
  });
  return Object.entries(signed.query ?? {}).flatMap(([name, value]): QueryParameter[] =>
    name.startsWith('X-Amz-') && typeof value === 'string' ? [[name, value]] : [],
  );
}

/** Loaded on the first signature, because it takes longer than the rest of the client; `require` takes half of `import`. */
const load = createRequire(import.meta.url);

/** Signers by the credentials of a run, then by region and service. */
const SIGNERS = new WeakMap<Credentials, Map<string, SignatureV4>>();

function signerFor({ credentials, region, service, checksum }: Signing): SignatureV4 {
  const own = SIGNERS.get(credentials) ?? new Map<string, SignatureV4>();
  SIGNERS.set(credentials, own);
  const key = `${region} ${service} ${checksum ?? false}`;
  const known = own.get(key);
  if (known !== undefined) return known;
  const smithy = load('@smithy/signature-v4') as { readonly SignatureV4: typeof SignatureV4 };
  const options = { credentials, region, service, sha256: NativeSha256, applyChecksum: checksum ?? false };
  const signer = new smithy.SignatureV4(options);
  own.set(key, signer);
  return signer;
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
  readonly #secret: HashData | undefined;
  readonly #parts: Uint8Array[] = [];
  constructor(secret?: HashData) {
    this.#secret = secret;
  }
  update(data: HashData): void {
    this.#parts.push(bytesOf(data));
  }
  digest(): Promise<Uint8Array> {
    const [first, ...more] = this.#parts;
    const data = first !== undefined && more.length === 0 ? first : Buffer.concat(this.#parts);
    if (this.#secret === undefined) return Promise.resolve(hash('sha256', data, 'buffer'));
    return Promise.resolve(createHmac('sha256', bytesOf(this.#secret)).update(data).digest());
  }
}

function bytesOf(data: HashData): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return new Uint8Array(data);
}
