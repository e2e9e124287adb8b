import { checkPrimeSync, createHash, createHmac, type KeyObject } from 'node:crypto';
import { wrapLines } from '../../suites/keys/base64.ts';
import { integerFrom, inverse } from '../../suites/keys/integers.ts';
import { type PublicMaterial, toBlob } from '../../suites/keys/material.ts';
import { rsaPrivate } from '../../suites/keys/private-material.ts';
import { ed25519FromSeed } from '../../suites/keys/synthetic.ts';
import { wireInteger, wireString } from '../../suites/keys/wire.ts';
import type { Random } from '../../suites/random.ts';

/** A private key with the fields that the files of OpenSSH and PuTTY hold. */
export interface PrivateKey {
  readonly privateKey: KeyObject;
  readonly material: PublicMaterial;
  readonly opensshFields: readonly Buffer[];
  readonly ppkFields: readonly Buffer[];
}

/** Files that a create can answer with, by the names of the contract's containers. */
export const WRITERS: Readonly<Record<string, (key: PrivateKey, comment: string) => string>> = {
  pkcs1: ({ privateKey }) => String(privateKey.export({ format: 'pem', type: 'pkcs1' })),
  pkcs8: ({ privateKey }) => String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
  openssh,
  'ppk-v2': ppk,
};

const EXPONENT = 65_537n;

/** The RSA key of 2,048 bits that these random bytes lead to: the same on every machine. */
export function rsaFrom(random: Random): PrivateKey {
  const [p, q] = [prime(random), prime(random)];
  const [modulus, phi] = [p * q, (p - 1n) * (q - 1n)];
  const [d, qInverse] = [inverse(EXPONENT, phi), inverse(q, p)];
  // 65537 is prime, so it shares a factor with phi about once in 32,000 keys.
  if (d === undefined || qInverse === undefined) return rsaFrom(random);
  const { privateKey, material } = rsaPrivate({ modulus, exponent: EXPONENT, d, p, q, qInverse });
  return {
    privateKey,
    material,
    opensshFields: [modulus, EXPONENT, d, qInverse, p, q].map(wireInteger),
    ppkFields: [d, p, q, qInverse].map(wireInteger),
  };
}

/** The Ed25519 key of 32 random bytes. */
export function ed25519From(random: Random): PrivateKey {
  const seed = random.bytes(32);
  const { privateKey, ...material } = ed25519FromSeed(seed);
  const { point } = material;
  return {
    privateKey,
    material,
    opensshFields: [wireString(point), wireString(Buffer.concat([seed, point]))],
    ppkFields: [wireString(seed)],
  };
}

/** A prime of 1,024 bits whose two top bits are set, so that two of them make 2,048. */
function prime(random: Random): bigint {
  const bytes = random.bytes(128);
  bytes[0] = (bytes[0] ?? 0) | 0xc0;
  let candidate = integerFrom(bytes) | 1n;
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

/** OpenSSH's own container without a passphrase (PROTOCOL.key of OpenSSH). */
function openssh({ material, opensshFields }: PrivateKey, comment: string): string {
  const check = Buffer.alloc(8, 0x5a);
  const secret = Buffer.concat([
    check,
    wireString(`ssh-${material.keyType}`),
    ...opensshFields,
    wireString(comment),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...['none', 'none', ''].map(wireString),
    one,
    wireString(toBlob(material)),
    wireString(Buffer.concat([secret, padding])),
  ]);
  const label = 'OPENSSH PRIVATE KEY';
  return `-----BEGIN ${label}-----\n${wrapLines(file.toString('base64'), 70)}-----END ${label}-----\n`;
}

/** PuTTY's file of version 2 without a passphrase (PuTTY manual, appendix C.5). */
function ppk({ material, ppkFields }: PrivateKey, comment: string): string {
  const algorithm = `ssh-${material.keyType}`;
  const [shown, secret] = [toBlob(material), Buffer.concat(ppkFields)];
  const signed = Buffer.concat([algorithm, 'none', comment, shown, secret].map(wireString));
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const lines = (name: string, blob: Buffer): string => {
    const text = wrapLines(blob.toString('base64'), 64);
    return `${name}-Lines: ${text.split('\n').length - 1}\n${text}`;
  };
  return [
    `PuTTY-User-Key-File-2: ${algorithm}\nEncryption: none\nComment: ${comment}\n`,
    lines('Public', shown),
    lines('Private', secret),
    `Private-MAC: ${createHmac('sha1', key).update(signed).digest('hex')}\n`,
  ].join('');
}
