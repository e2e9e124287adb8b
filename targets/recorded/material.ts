import { createPublicKey, type KeyObject } from 'node:crypto';
import { readBlob, type SshType, typeOf } from './ssh.ts';

/** Public key material of a recorded class, with its key where the class was accepted. */
export interface Material {
  readonly class: string;
  readonly key?: KeyObject;
}

/** The longest line that was accepted (ST-B 11) and the shortest that was refused for its length (ST-B 13). */
const [LONGEST_ACCEPTED, SHORTEST_REFUSED] = [1_404, 2_772];
/** Sizes of RSA keys that were imported, all with the exponent 65537 (ST-P 47 66, ST-S 1 2, ST-B 1-11). */
const RSA_BITS = [512, 768, 1_023, 1_024, 1_025, 1_536, 2_048, 3_072, 4_096, 8_192];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const PLAIN_COMMENT = '[A-Za-z0-9@._-]+(?: [A-Za-z0-9@._-]+)*';
const LINE = new RegExp(`^(ssh-rsa|ssh-ed25519) ([A-Za-z0-9+/=]+)( ${PLAIN_COMMENT})?(\\n)?$`);
const RFC_4716 =
  /^---- BEGIN SSH2 PUBLIC KEY ----\nComment: "[^"\\\n]*"\n([A-Za-z0-9+/=\n]+)\n---- END SSH2 PUBLIC KEY ----\n$/;
const PEM = /^-----BEGIN (RSA )?PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+\n-----END (RSA )?PUBLIC KEY-----\n$/;

/** The class of a PublicKeyMaterial parameter as it was sent; undefined where no such material was recorded. */
export function materialOf(parameter: string): Material | undefined {
  if (parameter === '') return { class: 'empty' };
  if (!BASE64.test(parameter)) return undefined;
  const bytes = Buffer.from(parameter, 'base64');
  const text = bytes.toString('latin1');
  if (/[^\x00-\x7f]/.test(text)) return derKey(bytes) === undefined ? undefined : { class: 'der' };
  return text.length > LONGEST_ACCEPTED ? longMaterial(text) : (accepted(text) ?? refused(text));
}

function longMaterial(text: string): Material | undefined {
  return text.length >= SHORTEST_REFUSED && LINE.test(text) ? { class: 'too-long' } : undefined;
}

function accepted(text: string): Material | undefined {
  const [, name, blob = '', comment, newline] = LINE.exec(text) ?? [];
  if (name !== undefined) {
    const form = `-line${comment === undefined ? '' : '-comment'}${newline === undefined ? '' : '-newline'}`;
    const line = keyed(blob, form);
    return name === `ssh-${line?.key?.asymmetricKeyType}` ? line : undefined;
  }
  const block = RFC_4716.exec(text)?.[1];
  if (block !== undefined) return keyed(block.replaceAll('\n', ''), '-rfc4716');
  const der = BASE64.test(text) ? derKey(Buffer.from(text, 'base64')) : undefined;
  if (der?.key.asymmetricKeyType !== 'rsa') return undefined;
  return { class: `rsa-base64-${der.form}`, key: der.key };
}

/** An SSH blob with the key that it must hold, and be written as the key is. */
function keyed(base64: string, form: string): Material | undefined {
  const key = BASE64.test(base64) ? readBlob(Buffer.from(base64, 'base64')) : undefined;
  const type = key && typeOf(key);
  if (key === undefined || type === undefined) return undefined;
  const { modulusLength = 0, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (type === 'rsa' && !(RSA_BITS.includes(modulusLength) && publicExponent === 65_537n)) return undefined;
  return { class: `${type}${form}`, key };
}

function refused(text: string): Material | undefined {
  if (PEM.test(text)) {
    const type = pemType(text);
    return type === undefined ? undefined : { class: `${type}-pem` };
  }
  if (/^ecdsa-sha2-nistp256 AAAA[A-Za-z0-9+/=]+$/.test(text)) return { class: 'ecdsa-line' };
  if (/^[a-z-]+ (ssh-rsa|ssh-ed25519) AAAA[A-Za-z0-9+/=]+$/.test(text)) return { class: 'options-line' };
  // A backslash and an n, where somebody meant a line feed.
  if (/^(# [a-z ]+\\n)?ssh-(rsa|ed25519) AAAA[A-Za-z0-9+/=]+(\\n[ -~]*)?$/.test(text) && text.includes('\\n'))
    return { class: 'escaped-line-break' };
  return /^[a-z0-9]+( [a-z0-9]+)*$/.test(text) ? { class: 'text' } : undefined;
}

function pemType(text: string): SshType | undefined {
  try {
    return typeOf(createPublicKey(text));
  } catch {
    return undefined;
  }
}

function derKey(bytes: Buffer): { readonly key: KeyObject; readonly form: 'spki' | 'pkcs1' } | undefined {
  for (const form of ['spki', 'pkcs1'] as const) {
    try {
      return { key: createPublicKey({ key: bytes, format: 'der', type: form }), form };
    } catch {
      // The other form, then.
    }
  }
  return undefined;
}
