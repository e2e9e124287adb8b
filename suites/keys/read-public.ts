import type { KeyObject } from 'node:crypto';
import { readArmour } from './armour.ts';
import { decodeBase64 } from './base64.ts';
import { Malformed, quote, reading, refuseLongText } from './malformed.ts';
import {
  bitsOf,
  fromBlob,
  fromPkcs1Public,
  fromSpki,
  type PublicMaterial,
  toBlob,
  toKeyObject,
  toSpki,
} from './material.ts';
import { derKind } from './private-der.ts';
import { readRfc4716 } from './rfc4716.ts';

/** The texts a public key comes in. The two `-base64` forms are DER in base64 without an armour. */
export type PublicEncoding =
  | 'openssh'
  | 'rfc4716'
  | 'spki-pem'
  | 'pkcs1-pem'
  | 'spki-der-base64'
  | 'pkcs1-der-base64';

/** A public key that was read completely. */
export type PublicKeyRead = {
  ok: true;
  encoding: PublicEncoding;
  keyType: PublicMaterial['keyType'];
  /** RSA modulus bits; 256 for Ed25519. */
  bits: number;
  /** Behind the key of an OpenSSH line, or the Comment header of RFC 4716; absent when there is none. */
  comment?: string;
  material: PublicMaterial;
  /** The SSH wire blob. */
  blob: Buffer;
  /** The DER SubjectPublicKeyInfo. */
  spki: Buffer;
  /** Absent where OpenSSL refuses the numbers, e.g. their size. */
  publicKey?: KeyObject;
};

/** What came of reading a public key; `reason` is one plain clause that names what is wrong. */
export type PublicKeyReading = PublicKeyRead | { ok: false; reason: string };

/** Characters; the OpenSSH line of a 16384-bit RSA key has about 2,800. */
const LONGEST_TEXT = 65_536;

/** The label that each PEM form must stand under (RFC 7468 section 13). */
const PEM_LABELS: { readonly [encoding in PublicEncoding]?: string } = {
  'spki-pem': 'PUBLIC KEY',
  'pkcs1-pem': 'RSA PUBLIC KEY',
};

/**
 * Reads one RSA or Ed25519 public key: an OpenSSH line, an RFC 4716 block, a PEM block, or DER in base64.
 * White space around the text passes. Constructed moduli pass: nothing here needs the factors to be prime.
 *
 * Never throws, whatever the text; takes linear time.
 */
export function readPublicKey(text: string): PublicKeyReading {
  return reading(() => {
    refuseLongText(text, LONGEST_TEXT);
    const trimmed = text.trim();
    if (trimmed.startsWith('---- ')) {
      const { body, comment } = readRfc4716(trimmed);
      return describe('rfc4716', fromBlob(decodeBase64(body, 'the RFC 4716 body')), comment);
    }
    if (trimmed.startsWith('-----')) return readPem(trimmed);
    if (/^[A-Za-z0-9+/=\r\n]+$/u.test(trimmed)) {
      return readDer(decodeBase64(trimmed.replaceAll(/\r?\n/gu, ''), 'the text'), 'der-base64');
    }
    return readLine(trimmed);
  });
}

/** The line of an authorized_keys file without options (sshd manual): type, base64, comment. */
function readLine(line: string): PublicKeyRead {
  if (line === '') throw new Malformed('the text is empty');
  if (/[\r\n]/u.test(line)) throw new Malformed('the text has several lines and no armour');
  const [, name, base64, comment] = /^(\S+)[ \t]+(\S+)(?:[ \t]+(.*))?$/u.exec(line) ?? [];
  if (name === undefined || base64 === undefined || !/^(ssh|ecdsa|sk)-/u.test(name)) {
    throw new Malformed(`the text starts with ${quote(line)}, no key type followed by base64`);
  }
  const material = fromBlob(decodeBase64(base64, 'the key of the OpenSSH line'));
  if (name !== `ssh-${material.keyType}`) {
    throw new Malformed(`the line says ${quote(name)} and its blob ssh-${material.keyType}`);
  }
  return describe('openssh', material, comment);
}

function readPem(text: string): PublicKeyRead {
  const { label, body } = readArmour(text);
  const bytes = decodeBase64(body, 'the body of the armour');
  const read = readDer(bytes, 'pem');
  if (label !== PEM_LABELS[read.encoding]) {
    throw new Malformed(`the armour says ${label} but the body is ${derKind(bytes)}`);
  }
  return read;
}

function readDer(bytes: Buffer, wrapping: 'pem' | 'der-base64'): PublicKeyRead {
  const kind = derKind(bytes);
  if (kind === 'a SubjectPublicKeyInfo public key') return describe(`spki-${wrapping}`, fromSpki(bytes));
  if (kind === 'a PKCS#1 RSA public key') return describe(`pkcs1-${wrapping}`, fromPkcs1Public(bytes));
  throw new Malformed(`the text holds ${kind}, no public key`);
}

function describe(encoding: PublicEncoding, material: PublicMaterial, comment?: string): PublicKeyRead {
  const publicKey = toKeyObject(material);
  return {
    ok: true,
    encoding,
    keyType: material.keyType,
    bits: bitsOf(material),
    ...(comment === undefined ? {} : { comment }),
    material,
    blob: toBlob(material),
    spki: toSpki(material),
    ...(publicKey === undefined ? {} : { publicKey }),
  };
}
