import type { KeyObject } from 'node:crypto';
import { signedBytes } from './integers.ts';
import { Malformed } from './malformed.ts';
import { fromBlob, type PublicMaterial } from './material.ts';
import { derPkcs1, derSpki, opensshLine, pemPkcs1, pemSpki } from './write-public.ts';

/** The bytes a fingerprint can be taken over, each with its name in a message. */
export const OVERS = {
  'pkcs8-der': 'the PKCS#8 DER of the private key',
  'pkcs1-der': 'the PKCS#1 DER of the private key',
  'spki-der': 'the DER SubjectPublicKeyInfo',
  'pkcs1-public-der': 'the PKCS#1 DER of the public key',
  'ssh-blob': 'the SSH wire blob',
  'ssh-blob-base64': 'the base64 text of the SSH wire blob',
  'openssh-line': 'the OpenSSH public key line',
  'openssh-line-newline': 'the OpenSSH public key line with a newline',
  'spki-pem': 'the PEM text of the SubjectPublicKeyInfo',
  'pkcs1-public-pem': 'the PEM text of the PKCS#1 public key',
  'pkcs8-pem': 'the PEM text of the PKCS#8 private key',
  'pkcs1-pem': 'the PEM text of the PKCS#1 private key',
  'raw-public': 'the bare public number (RSA modulus or Ed25519 point)',
  'pem-text': 'the text of the returned private key',
  'pem-text-trimmed': 'the text of the returned private key without its last newline',
  'pem-text-newline': 'the text of the returned private key with one newline added',
  'pem-base64': 'the base64 text inside the armour of the returned private key',
  'material-sent': 'the public key material as it was sent',
  'material-sent-trimmed': 'the public key material without its last newline',
  'material-sent-base64': 'the base64 text of the public key material',
  'key-name': 'the name of the key pair',
  nothing: 'no bytes at all',
} as const;
export type Over = keyof typeof OVERS;

/** A key as the exchanges showed it: always the public half, the rest where it was seen. */
export type FingerprintKey = {
  /** SSH wire blob of the public half. */
  publicBlob: Buffer;
  privateKey?: KeyObject;
  texts?: {
    /** The private key as the target returned it. */
    privateText?: string;
    /** The public key material as the check sent it, before the encoding of the protocol. */
    materialSent?: string | Uint8Array;
    keyName?: string;
  };
};

/** The bytes a rule names, or undefined when this key does not have them. */
export function bytesOver(over: Over, key: FingerprintKey): string | Uint8Array | undefined {
  const known = materialOf(key);
  const rsa = known?.keyType === 'rsa' ? known : undefined;
  const { privateKey } = key;
  const rsaPrivate = privateKey?.asymmetricKeyType === 'rsa' ? privateKey : undefined;
  const { privateText, materialSent, keyName } = key.texts ?? {};
  switch (over) {
    case 'pkcs8-der':
      return privateKey?.export({ format: 'der', type: 'pkcs8' });
    case 'pkcs1-der':
      return rsaPrivate?.export({ format: 'der', type: 'pkcs1' });
    case 'pkcs8-pem':
      return privateKey?.export({ format: 'pem', type: 'pkcs8' });
    case 'pkcs1-pem':
      return rsaPrivate?.export({ format: 'pem', type: 'pkcs1' });
    case 'spki-der':
      return known && derSpki(known);
    case 'spki-pem':
      return known && pemSpki(known);
    case 'pkcs1-public-der':
      return rsa && derPkcs1(rsa);
    case 'pkcs1-public-pem':
      return rsa && pemPkcs1(rsa);
    case 'ssh-blob':
      return key.publicBlob;
    case 'ssh-blob-base64':
      return key.publicBlob.toString('base64');
    case 'openssh-line':
      return known && opensshLine(known);
    case 'openssh-line-newline':
      return known && `${opensshLine(known)}\n`;
    case 'raw-public':
      return known && (known.keyType === 'rsa' ? modulusBytes(known.modulus) : known.point);
    case 'pem-text':
      return privateText;
    case 'pem-text-trimmed':
      return privateText?.trimEnd();
    case 'pem-text-newline':
      return privateText && `${privateText}\n`;
    case 'pem-base64':
      return privateText && armourBody(privateText);
    case 'material-sent':
      return materialSent;
    case 'material-sent-trimmed':
      return typeof materialSent === 'string' ? materialSent.trimEnd() : undefined;
    case 'material-sent-base64':
      return materialSent && Buffer.from(materialSent).toString('base64');
    case 'key-name':
      return keyName;
    case 'nothing':
      return '';
  }
}

/** The public half, unless the blob is of a type that this suite does not read. */
function materialOf(key: FingerprintKey): PublicMaterial | undefined {
  try {
    return fromBlob(key.publicBlob);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** The modulus without the zero byte that signed encodings put in front. */
function modulusBytes(modulus: bigint): Buffer {
  const bytes = signedBytes(modulus);
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

/** The lines of a private key text that are base64, joined. */
function armourBody(text: string): string {
  const lines = text.split(/\r?\n/u);
  return lines.filter((line) => /^[A-Za-z0-9+/]+={0,2}$/u.test(line)).join('');
}
