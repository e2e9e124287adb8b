import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64 } from './base64.ts';
import { Malformed, quote } from './malformed.ts';
import { fromBlob } from './material.ts';
import { ed25519Private, type PrivateMaterial, rsaPrivate } from './private-material.ts';
import type { CommentedPrivate } from './private-openssh.ts';
import { WireReader, wireString } from './wire.ts';

/** A PuTTY private key whose MAC was recomputed and fits. */
export type PpkPrivate = CommentedPrivate & { container: 'ppk-v2' | 'ppk-v3'; firstLine: string };

/** The MAC of each file version without a passphrase (PuTTY manual, appendix C.3 and C.5). */
const MACS = {
  'ppk-v2': { digest: 'sha1', key: createHash('sha1').update('putty-private-key-file-mac-key').digest() },
  'ppk-v3': { digest: 'sha256', key: Buffer.alloc(0) },
} as const;

/** True for a text that opens like a PuTTY private key of any version. */
export function looksLikePpk(text: string): boolean {
  return text.startsWith('PuTTY-User-Key-File-');
}

/**
 * Reads an unencrypted PuTTY private key, version 2 or 3, and checks its Private-MAC.
 *
 * @param text the file without white space around it
 * @throws Malformed, also when the MAC does not match
 */
export function readPpk(text: string): PpkPrivate {
  const lines = new Lines(text.split(/\r?\n/u));
  const firstLine = lines.next();
  const version = /^PuTTY-User-Key-File-(\d{1,9}): /u.exec(firstLine)?.[1];
  if (version !== '2' && version !== '3') {
    throw new Malformed(`the first line is ${quote(firstLine)}, not a PuTTY key file of version 2 or 3`);
  }
  const container = `ppk-v${version}` as const;
  const algorithm = firstLine.slice('PuTTY-User-Key-File-N: '.length);
  const encryption = lines.header('Encryption');
  if (encryption !== 'none') throw new Malformed(`the private key is encrypted (${quote(encryption)})`);
  const comment = lines.header('Comment');
  const statedBlob = lines.blob('Public-Lines', 'the public blob');
  const secret = lines.blob('Private-Lines', 'the private blob');
  const mac = lines.header('Private-MAC');
  lines.end();
  const signed = [algorithm, encryption, comment, statedBlob, secret].map(wireString);
  const { digest, key } = MACS[container];
  const expected = createHmac(digest, key).update(Buffer.concat(signed)).digest();
  const stated = Buffer.from(/^[0-9a-f]*$/iu.test(mac) ? mac : '', 'hex');
  if (stated.length !== expected.length || !timingSafeEqual(stated, expected)) {
    throw new Malformed('the Private-MAC does not match the file');
  }
  return { container, firstLine, comment, statedBlob, ...readNumbers(algorithm, statedBlob, secret) };
}

function readNumbers(algorithm: string, publicBlob: Buffer, secret: Buffer): PrivateMaterial {
  const stated = fromBlob(publicBlob);
  if (algorithm !== `ssh-${stated.keyType}`) {
    throw new Malformed(`the first line says ${quote(algorithm)} and the public blob ssh-${stated.keyType}`);
  }
  const reader = new WireReader(secret, 'the private blob');
  if (stated.keyType === 'ed25519') {
    const seed = reader.string('the seed');
    reader.end();
    if (seed.length > 32) throw new Malformed(`the Ed25519 seed has ${seed.length} bytes instead of 32`);
    // PuTTY stores the seed as a little-endian number and leaves out zero bytes at its end.
    return ed25519Private(Buffer.concat([seed, Buffer.alloc(32 - seed.length)]), [stated.point]);
  }
  const d = reader.mpint('the private exponent');
  const p = reader.mpint('the first prime');
  const q = reader.mpint('the second prime');
  const qInverse = reader.mpint('the coefficient');
  reader.end();
  return rsaPrivate({ modulus: stated.modulus, exponent: stated.exponent, d, p, q, qInverse });
}

/** The lines of a PuTTY file, read front to back. */
class Lines {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  next(): string {
    const line = this.#lines[this.#at];
    if (line === undefined) throw new Malformed('the PuTTY file is cut off');
    this.#at += 1;
    return line;
  }

  /** The value of the header that must come next. */
  header(name: string): string {
    const line = this.next();
    if (!line.startsWith(`${name}: `)) {
      throw new Malformed(`the PuTTY file has ${quote(line)} where ${name} is expected`);
    }
    return line.slice(name.length + 2);
  }

  /** The base64 block behind a header that counts its lines. */
  blob(name: string, what: string): Buffer {
    const count = this.header(name);
    const left = this.#lines.length - this.#at;
    if (!/^\d{1,9}$/u.test(count) || Number(count) > left) {
      throw new Malformed(`the PuTTY file announces ${quote(count)} ${name} and ${left} lines are left`);
    }
    this.#at += Number(count);
    return decodeBase64(this.#lines.slice(this.#at - Number(count), this.#at).join(''), what);
  }

  end(): void {
    const left = this.#lines.length - this.#at;
    if (left > 0) throw new Malformed(`${left} more lines follow the Private-MAC`);
  }
}
