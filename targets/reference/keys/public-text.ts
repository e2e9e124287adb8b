import {
  type KeyType,
  type PublicKey,
  parseRsaSpkiDer,
  parseSshBlob,
  sshBlob,
  sshName,
} from './public-key.ts';

/** Renders the OpenSSH one-line form `type base64[ comment]`, without a newline. */
export function openSshLine(key: PublicKey, comment = ''): string {
  const line = `${sshName(key.type)} ${sshBlob(key).toString('base64')}`;
  return comment === '' ? line : `${line} ${comment}`;
}

const LINE = /^(\S+)[ \t]+(\S+)(?:[ \t]+[^\r\n]*)?\s*$/;

/**
 * Reads one OpenSSH public key line, with or without a comment and final newline. Undefined for anything else:
 * options before the type, several lines, or a type that differs from the one inside the blob.
 */
export function parseOpenSshLine(text: string): PublicKey | undefined {
  const [, name, encoded] = LINE.exec(text) ?? [];
  const blob = encoded === undefined ? undefined : strictBase64(encoded);
  const key = blob === undefined ? undefined : parseSshBlob(blob);
  return key !== undefined && name === sshName(key.type) ? key : undefined;
}

const BLOCK = /^---- BEGIN SSH2 PUBLIC KEY ----\r?\n([\s\S]*?)\r?\n---- END SSH2 PUBLIC KEY ----\s*$/;
const HEADER = /^[^:\s]{1,64}:(?:\\\n|.)*\n/;

/** Reads an RFC 4716 block, with its headers, that holds a key of one of `types`; undefined for anything else. */
export function parseRfc4716(text: string, types: readonly KeyType[]): PublicKey | undefined {
  const inner = BLOCK.exec(text)?.[1]?.replaceAll('\r\n', '\n');
  if (inner === undefined) return undefined;
  let body = inner;
  for (let header = HEADER.exec(body); header !== null; header = HEADER.exec(body)) {
    body = body.slice(header[0].length);
  }
  const blob = strictBase64(body.replaceAll('\n', ''));
  const key = blob === undefined ? undefined : parseSshBlob(blob);
  return key !== undefined && types.includes(key.type) ? key : undefined;
}

/** Reads the base64 text of a DER SubjectPublicKeyInfo of an RSA key, wrapped or not; undefined for anything else. */
export function parseDerText(text: string): PublicKey | undefined {
  const bytes = strictBase64(text.replace(/[\r\n]/g, ''));
  return bytes === undefined ? undefined : parseRsaSpkiDer(bytes);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Decodes standard base64 with its padding; undefined for any other character, wrong padding or no text. */
export function strictBase64(text: string): Buffer | undefined {
  return text !== '' && BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
}
