import { createHash, createHmac } from 'node:crypto';
import { wrapLines } from '../base64.ts';
import { wireString } from '../wire.ts';

/** The parts of a PuTTY file; every one can be given a wrong value and the MAC still fits. */
export type PpkParts = {
  version: 2 | 3;
  algorithm: string;
  comment: string;
  publicBlob: Buffer;
  privateBlob: Buffer;
};

/** Writes an unencrypted PuTTY file whose MAC covers exactly these parts. */
export function ppk({ version, algorithm, comment, publicBlob, privateBlob }: PpkParts): string {
  const signed = [algorithm, 'none', comment, publicBlob, privateBlob].map(wireString);
  const key = version === 2 ? createHash('sha1').update('putty-private-key-file-mac-key').digest() : '';
  const mac = createHmac(version === 2 ? 'sha1' : 'sha256', key).update(Buffer.concat(signed));
  return [
    `PuTTY-User-Key-File-${version}: ${algorithm}\nEncryption: none\nComment: ${comment}\n`,
    block('Public-Lines', publicBlob),
    block('Private-Lines', privateBlob),
    `Private-MAC: ${mac.digest('hex')}\n`,
  ].join('');
}

function block(name: string, bytes: Buffer): string {
  const lines = wrapLines(bytes.toString('base64'), 64);
  return `${name}: ${lines.split('\n').length - 1}\n${lines}`;
}

/** The parts of an OpenSSH container; `secret` lacks its padding. */
export type OpensshParts = { cipher?: string; keys?: number; publicBlob: Buffer; secret: Buffer };

/** Writes an OpenSSH private key file around any bytes. */
export function openssh({ cipher = 'none', keys = 1, publicBlob, secret }: OpensshParts): string {
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (secret.length % 8)) % 8));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    wireString(cipher),
    wireString('none'),
    wireString(''),
    uint32(keys),
    wireString(publicBlob),
    wireString(Buffer.concat([secret, padding])),
  ]);
  return pem('OPENSSH PRIVATE KEY', body);
}

/** The private section of an Ed25519 key without its padding. */
export function ed25519Secret(point: Buffer, seed: Buffer, comment = ''): Buffer {
  const fields = ['ssh-ed25519', point, Buffer.concat([seed, point]), comment].map(wireString);
  return Buffer.concat([uint32(7), uint32(7), ...fields]);
}

/** Four bytes, big-endian. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Bytes under a label, as any PEM writer does it. */
export function pem(label: string, body: Buffer): string {
  return `-----BEGIN ${label}-----\n${wrapLines(body.toString('base64'), 64)}-----END ${label}-----\n`;
}
