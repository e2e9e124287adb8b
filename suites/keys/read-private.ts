import type { KeyObject } from 'node:crypto';
import { readArmour } from './armour.ts';
import { decodeBase64 } from './base64.ts';
import { Malformed, reading, refuseLongText } from './malformed.ts';
import { bitsOf, toBlob } from './material.ts';
import { derKind, readPkcs1, readPkcs8 } from './private-der.ts';
import type { PrivateMaterial } from './private-material.ts';
import { OPENSSH_MAGIC, readOpenssh } from './private-openssh.ts';
import { looksLikePpk, readPpk } from './private-ppk.ts';

/** The file formats a private key comes in. */
export type PrivateContainer = 'pkcs1' | 'pkcs8' | 'openssh' | 'ppk-v2' | 'ppk-v3';

/** A private key that was read completely and whose two halves fit together. */
export type PrivateKeyRead = {
  ok: true;
  /** The format of the body, which the armour was checked to announce. */
  container: PrivateContainer;
  /** The first line of the text, without its line end. */
  armour: string;
  /** RSA modulus bits; 256 for Ed25519. */
  bits: number;
  privateKey: KeyObject;
  /** The SSH wire blob of the public half, computed from the private key. */
  publicBlob: Buffer;
  /** Only OpenSSH and PuTTY files carry one; it may be empty. */
  comment?: string;
  /** Only PuTTY files carry one; a file whose MAC does not match is not read. */
  mac?: 'valid';
} & ({ keyType: 'rsa'; exponent: bigint } | { keyType: 'ed25519' });

/** What came of reading a private key; `reason` is one plain clause that names what is wrong. */
export type PrivateKeyReading = PrivateKeyRead | { ok: false; reason: string };

/** Characters; a PuTTY file of a 16384-bit RSA key has about 13,000. */
const LONGEST_TEXT = 65_536;

/** The labels of RFC 7468 and OpenSSH, and the format each promises. */
const LABELS: ReadonlyMap<string, 'pkcs1' | 'pkcs8' | 'openssh'> = new Map([
  ['RSA PRIVATE KEY', 'pkcs1'],
  ['PRIVATE KEY', 'pkcs8'],
  ['OPENSSH PRIVATE KEY', 'openssh'],
]);

/** What the body of each armoured format must be found to be. */
const KINDS = {
  pkcs1: 'a PKCS#1 RSA private key',
  pkcs8: 'a PKCS#8 private key',
  openssh: 'an OpenSSH private key',
} as const;

/**
 * Reads one unencrypted RSA or Ed25519 private key: PKCS#1, PKCS#8, OpenSSH, or PuTTY version 2 and 3.
 * The format is judged by the content: a label that promises another format is an error. An `ok` reading
 * means that the key is whole and usable: RSA numbers agree, a signature verifies, the Ed25519 public half
 * is the one of the seed, the public half in clear is the same key, and a PuTTY MAC matches.
 *
 * White space around the text and CRLF pass. Never throws, whatever the text; takes linear time.
 */
export function readPrivateKey(text: string): PrivateKeyReading {
  return reading(() => {
    refuseLongText(text, LONGEST_TEXT);
    const trimmed = text.trim();
    return looksLikePpk(trimmed) ? readPutty(trimmed) : readPem(trimmed);
  });
}

function readPutty(text: string): PrivateKeyRead {
  const { container, firstLine, comment, statedBlob, ...material } = readPpk(text);
  refuseOtherBlob(material, statedBlob);
  return { ...describe(container, firstLine, material), comment, mac: 'valid' };
}

function readPem(text: string): PrivateKeyRead {
  const { firstLine, label, body } = readArmour(text);
  const bytes = decodeBase64(body, 'the body of the armour');
  const kind = bytes.subarray(0, OPENSSH_MAGIC.length).equals(OPENSSH_MAGIC)
    ? 'an OpenSSH private key'
    : derKind(bytes);
  if (kind === 'an encrypted PKCS#8 private key')
    throw new Malformed('the private key is encrypted (PKCS#8)');
  const container = LABELS.get(label);
  if (container === undefined) {
    throw new Malformed(`the armour says ${label} and the body is ${kind}, no RSA or Ed25519 key file`);
  }
  if (kind !== KINDS[container]) throw new Malformed(`the armour says ${label} but the body is ${kind}`);
  if (container === 'pkcs1') return describe(container, firstLine, readPkcs1(bytes));
  if (container === 'pkcs8') return describe(container, firstLine, readPkcs8(bytes));
  const { comment, statedBlob, ...material } = readOpenssh(bytes);
  refuseOtherBlob(material, statedBlob);
  return { ...describe(container, firstLine, material), comment };
}

/** The public half in clear is not covered by the private numbers, so a writer can get it wrong alone. */
function refuseOtherBlob({ material }: PrivateMaterial, stated: Buffer): void {
  if (!toBlob(material).equals(stated)) {
    throw new Malformed('the public half stated in the file belongs to another key');
  }
}

function describe(
  container: PrivateContainer,
  armour: string,
  { privateKey, material }: PrivateMaterial,
): PrivateKeyRead {
  const common = { container, armour, bits: bitsOf(material), privateKey, publicBlob: toBlob(material) };
  return material.keyType === 'rsa'
    ? { ok: true, ...common, keyType: 'rsa', exponent: material.exponent }
    : { ok: true, ...common, keyType: 'ed25519' };
}
