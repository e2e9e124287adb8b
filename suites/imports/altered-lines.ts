import { type PublicMaterial, toBlob } from '../keys/material.ts';
import { wireString } from '../keys/wire.ts';
import { opensshLine } from '../keys/write-public.ts';
import type { Random } from '../random.ts';

/** A line that a comment of letters and digits makes exactly `length` characters long. */
export function withLength(line: string, length: number, random: Random): string {
  const left = length - line.length - 1;
  if (left < 1) throw new Error(`a line of ${line.length} characters cannot be made ${length} long`);
  return `${line} ${random.text(left)}`;
}

/** A line with a comment by which its base64 holds `character`, though text seldom makes a `+` or a `/`. */
export function withCharacter(line: string, character: string, random: Random): string {
  const start = `${line} ${random.text(8)}`;
  for (let code = 33; code < 127; code += 1) {
    // Three in a row: whatever the place, one of them fills the last six bits of a group.
    const text = start + String.fromCharCode(code).repeat(3);
    if (Buffer.from(text).toString('base64').includes(character)) return text;
  }
  throw new Error(`no comment of printable ASCII makes base64 hold ${character}`);
}

/** An OpenSSH line that looks right and is no key. */
interface BrokenLineKind {
  readonly what: string;
  write(key: PublicMaterial, random: Random): string;
}

/** The ways in which an OpenSSH line can be broken inside, by their names in the specs. */
export const BROKEN_LINES: Readonly<Record<string, BrokenLineKind>> = {
  'cut-blob': {
    what: 'an OpenSSH line whose blob is cut off',
    write: (key) => typed(key, toBlob(key).subarray(0, -7)),
  },
  'extended-blob': {
    what: 'an OpenSSH line whose blob goes on behind the key',
    write: (key, random) => typed(key, Buffer.concat([toBlob(key), random.bytes(6)])),
  },
  'huge-length': {
    what: 'an OpenSSH line whose blob announces a field of 4 GiB',
    write: (key) =>
      typed(key, Buffer.concat([wireString(`ssh-${key.keyType}`), Buffer.from('ffffffff', 'hex')])),
  },
  'other-type-name': {
    what: 'an OpenSSH line that names another key type than its blob',
    write: (key) => `${key.keyType === 'rsa' ? 'ssh-ed25519' : 'ssh-rsa'} ${toBlob(key).toString('base64')}`,
  },
  'unknown-type-name': {
    what: 'an OpenSSH line of a key type that does not exist',
    write: (key, random) => `ssh-${random.text(6)} ${toBlob(key).toString('base64')}`,
  },
  'type-name-alone': {
    what: 'an OpenSSH line without a key',
    write: (key) => `ssh-${key.keyType}`,
  },
  'not-base64': {
    what: 'an OpenSSH line whose key is no base64',
    write: (key) => opensshLine(key).replace(/.{12}$/u, '!*not*base*!'),
  },
  'short-point': {
    what: 'an OpenSSH line of an Ed25519 key of 31 bytes',
    write: (_key, random) =>
      `ssh-ed25519 ${Buffer.concat([wireString('ssh-ed25519'), wireString(random.bytes(31))]).toString('base64')}`,
  },
  'escaped-newline': {
    what: 'two OpenSSH lines with a backslash and an n between them',
    write: (key) => `${opensshLine(key)}\\n${opensshLine(key)}\\n`,
  },
  'escaped-comment': {
    what: 'an OpenSSH line behind a comment, with a backslash and an n between them',
    write: (key, random) => `# ${random.text(6)} comment\\n${opensshLine(key)}`,
  },
};

function typed(key: PublicMaterial, blob: Buffer): string {
  return `ssh-${key.keyType} ${blob.toString('base64')}`;
}
