import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** Types of keys that were recorded as accepted. */
export type SshType = 'rsa' | 'ed25519';

/** A field of the SSH wire format: its length in four bytes, then its bytes. */
export function field(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A whole number of the SSH wire format: no leading zeros, but one where the first bit is set. */
export function integer(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
  return field((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}

/** The type of a key, where it is one that SSH lines of the recordings have. */
export function typeOf(key: KeyObject): SshType | undefined {
  const type = key.asymmetricKeyType;
  return type === 'rsa' || type === 'ed25519' ? type : undefined;
}

/** The public key as the SSH wire format has it (RFC 4253 section 6.6, RFC 8709 section 4). */
export function blobOf(key: KeyObject): Buffer {
  const { n = '', e = '', x = '' } = key.export({ format: 'jwk' });
  return key.asymmetricKeyType === 'rsa'
    ? Buffer.concat([field('ssh-rsa'), integer(e), integer(n)])
    : Buffer.concat([field('ssh-ed25519'), field(Buffer.from(x, 'base64url'))]);
}

/** The public key in a blob of the SSH wire format; undefined where it is none of the two types, or has anything else. */
export function readBlob(blob: Buffer): KeyObject | undefined {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  const name = String(fields[0] ?? '');
  const [first = '', second = ''] = fields.slice(1).map((part) => part.toString('base64url'));
  const jwk =
    name === 'ssh-rsa' && fields.length === 3
      ? { kty: 'RSA', e: first, n: second }
      : name === 'ssh-ed25519' && fields.length === 2
        ? { kty: 'OKP', crv: 'Ed25519', x: first }
        : undefined;
  try {
    return jwk === undefined ? undefined : createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    return undefined;
  }
}
