import { wrapLines } from './base64.ts';
import { type PublicMaterial, toBlob, toPkcs1Public, toSpki } from './material.ts';
import { writeRfc4716 } from './rfc4716.ts';

/** RSA public material: the only kind that has PKCS#1 forms. */
export type RsaPublic = PublicMaterial & { keyType: 'rsa' };

/** One OpenSSH line without a line end: type, base64, and the comment when one is given. */
export function opensshLine(key: PublicMaterial, comment?: string): string {
  const line = `ssh-${key.keyType} ${toBlob(key).toString('base64')}`;
  return comment === undefined ? line : `${line} ${comment}`;
}

/** An RFC 4716 block. The comment must not hold line breaks. */
export function rfc4716(key: PublicMaterial, comment?: string): string {
  return writeRfc4716(wrapLines(toBlob(key).toString('base64'), 70), comment);
}

/** DER SubjectPublicKeyInfo. */
export function derSpki(key: PublicMaterial): Buffer {
  return toSpki(key);
}

/** DER PKCS#1 RSAPublicKey. */
export function derPkcs1(key: RsaPublic): Buffer {
  return toPkcs1Public(key);
}

/** PEM SubjectPublicKeyInfo, lines of 64 characters, with a final newline: what OpenSSL writes. */
export function pemSpki(key: PublicMaterial): string {
  return pem('PUBLIC KEY', derSpki(key));
}

/** PEM PKCS#1 RSAPublicKey, lines of 64 characters, with a final newline. */
export function pemPkcs1(key: RsaPublic): string {
  return pem('RSA PUBLIC KEY', derPkcs1(key));
}

function pem(label: string, der: Buffer): string {
  return `-----BEGIN ${label}-----\n${wrapLines(der.toString('base64'), 64)}-----END ${label}-----\n`;
}
