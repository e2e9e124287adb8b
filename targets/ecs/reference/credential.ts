import type { HttpRequest, Parameters } from '../../reference/request.ts';

/** Who signed a request, by its own claim, and how. */
export type AcsCredential =
  | {
      /** Signature version 3, in the Authorization header. */
      readonly kind: 'v3';
      readonly accessKeyId: string;
      readonly signedHeaders: readonly string[];
      readonly signature: string;
    }
  | {
      /** Signature version 2, among the parameters; the signature is undefined where there is none. */
      readonly kind: 'v2';
      readonly accessKeyId: string;
      readonly signature: string | undefined;
    }
  /** An Authorization header of version 3 that cannot be read. */
  | { readonly kind: 'unreadable' };

export const V3_ALGORITHM = 'ACS3-HMAC-SHA256';

/**
 * Reads the credential of a request; undefined when there is none. Version 3 is known by its Authorization header
 * alone: clients of version 2 send `x-acs-action` as well.
 */
export function readCredential(request: HttpRequest, parameters: Parameters): AcsCredential | undefined {
  const authorization = request.headers.authorization ?? '';
  if (authorization.startsWith(V3_ALGORITHM)) return readV3(authorization);
  const accessKeyId = parameters.get('AccessKeyId') ?? '';
  if (accessKeyId === '') return undefined;
  return { kind: 'v2', accessKeyId, signature: parameters.get('Signature') };
}

function readV3(authorization: string): AcsCredential {
  const field = (name: string): string => new RegExp(`[ ,]${name}=([^, ]+)`).exec(authorization)?.[1] ?? '';
  const accessKeyId = field('Credential');
  const headers = field('SignedHeaders');
  const signature = field('Signature');
  if (accessKeyId === '' || headers === '' || signature === '') return { kind: 'unreadable' };
  return { kind: 'v3', accessKeyId, signedHeaders: headers.split(';'), signature };
}
