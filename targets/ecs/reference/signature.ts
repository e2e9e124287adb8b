import { createHmac } from 'node:crypto';
import { decodeForm, type HttpRequest, headerOf, type Parameters } from '../../reference/request.ts';
import { canonicalQuery, encodeStrictly, sameSignature, sha256 } from '../../reference/signing.ts';
import { type AcsCredential, V3_ALGORITHM } from './credential.ts';

/** A credential that can be verified. */
export type SignedCredential = Exclude<AcsCredential, { kind: 'unreadable' }>;

/** What a server works out to compare a signature with. It names the parameters, and an error shows it. */
export interface Expected {
  readonly stringToSign: string;
  /** Version 3 only. */
  readonly canonicalRequest?: string;
  /** The signature that the secret gives. */
  signature(secret: string): Buffer;
}

/** Whether the signature of a request is the one that `secret` gives. */
export function signatureMatches(
  credential: SignedCredential,
  request: HttpRequest,
  parameters: Parameters,
  secret: string,
): boolean {
  const expected = expectedSignature(credential, request, parameters).signature(secret);
  const given = Buffer.from(credential.signature ?? '', credential.kind === 'v3' ? 'hex' : 'base64');
  if (credential.kind === 'v3' && !coversRequest(credential.signedHeaders, request)) return false;
  return sameSignature(given, expected);
}

/** What the signature of a request should be over. */
export function expectedSignature(
  credential: SignedCredential,
  request: HttpRequest,
  parameters: Parameters,
): Expected {
  if (credential.kind === 'v2') {
    const signed = parameters.names().filter((name) => name !== 'Signature');
    const query = canonicalQuery(signed.map((name) => [name, parameters.get(name) ?? '']));
    const stringToSign = `${request.method}&%2F&${encodeStrictly(query)}`;
    return {
      stringToSign,
      signature: (secret) => createHmac('sha1', `${secret}&`).update(stringToSign).digest(),
    };
  }
  const canonicalRequest = [
    request.method,
    request.path,
    // Decoded and encoded again: the official SDK sends a raw `*` and signs `%2A`.
    canonicalQuery(decodeForm(request.query)),
    ...credential.signedHeaders.map((name) => `${name}:${(headerOf(request, name) ?? '').trim()}`),
    '',
    credential.signedHeaders.join(';'),
    sha256(request.body ?? Buffer.alloc(0)),
  ].join('\n');
  const stringToSign = `${V3_ALGORITHM}\n${sha256(canonicalRequest)}`;
  return {
    stringToSign,
    canonicalRequest,
    signature: (secret) => createHmac('sha256', secret).update(stringToSign).digest(),
  };
}

/** Host and action must be signed, and the digest of the body must be its own. Inferred: which headers have to be. */
function coversRequest(signedHeaders: readonly string[], request: HttpRequest): boolean {
  const declared = headerOf(request, 'x-acs-content-sha256');
  const needed = ['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce'];
  return (
    declared === sha256(request.body ?? Buffer.alloc(0)) &&
    needed.every((name) => signedHeaders.includes(name))
  );
}
