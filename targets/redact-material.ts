import { decode, replaceRanges } from './redact-decoded.ts';
import { joined } from './redact-secrets.ts';

/**
 * Letters and digits in a row that a text may have in common with withheld material. 24 characters of it are never left:
 * so many hold at least one whole piece of the index.
 */
const PIECE = 16;
const STEP = 8;

/** Material of one piece that is looked for; more than a key file is not worth the search. */
const LONGEST = 65_536;

/** What the private parts of withheld texts are known by. */
export interface Withheld {
  /** Withholds of a text what it has in common with the material, whatever stands between its characters. */
  remove(text: string): string;
}

const NOTHING: Withheld = { remove: (text) => text };

/**
 * An index of material that was withheld, for the texts that quote it. It compares letters and digits alone, so it makes
 * no difference how lines are broken, escaped or quoted.
 * @param materials texts of private keys, and whole bodies that were not kept
 * @param known what may be in them and is no secret: requests, which a message can repeat
 */
export function withheldMaterial(materials: readonly string[], known: readonly string[] = []): Withheld {
  const index = new Set<string>();
  const open = [...known, ...materials.flatMap(publicHalfOf)].map((text) => lettersOf(decode(text).text));
  for (const material of new Set(materials)) {
    for (const form of formsOf(decode(material.slice(0, LONGEST)).text)) {
      for (let at = 0; at + PIECE <= form.length; at += STEP) {
        const piece = form.slice(at, at + PIECE);
        if (!open.some((text) => text.includes(piece))) index.add(piece);
      }
    }
  }
  if (index.size === 0) return NOTHING;
  return {
    remove(text) {
      const rest = remove(text, index, RUN);
      return text.includes('<') ? remove(rest, index, RUN_BETWEEN_TAGS) : rest;
    },
  };
}

/** Letters and digits of the material in the forms that are cheap to make of it. */
function formsOf(material: string): readonly string[] {
  const secret = withoutPublic(material);
  const inner = Buffer.from(lettersOf(secret, /[^A-Za-z0-9+/]/g), 'base64').toString('hex');
  const bytes = Buffer.from(secret);
  const encoded = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString('base64'));
  const hex = [withoutModulus(inner), bytes.toString('hex')];
  return [secret, ...encoded, ...hex, ...hex.map((one) => one.toUpperCase())].map((one) => lettersOf(one));
}

function lettersOf(text: string, others: RegExp = /[^A-Za-z0-9]/g): string {
  return text.replace(others, '');
}

/** The public half that an OpenSSH file repeats, as base64 in every alignment; a describe may show it. */
function publicHalfOf(material: string): readonly string[] {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]{0,4000}?)-----END/.exec(
    decode(material.slice(0, LONGEST)).text,
  )?.[1];
  if (body === undefined) return [];
  const bytes = Buffer.from(body, 'base64');
  const at = bytes.indexOf('ssh-ed25519');
  if (at < 4) return [];
  const blob = bytes.subarray(at - 4, at - 4 + ED25519_BLOB);
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), blob]).toString('base64');
    // Characters that also say something of the neighbors are left out.
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + blob.length) * 8) / 6));
  });
}

/** Bytes of an Ed25519 key in the SSH wire format (RFC 8709 section 4). */
const ED25519_BLOB = 51;

/** The armor and the public half of a key file say nothing that is not shown elsewhere. */
function withoutPublic(material: string): string {
  return material
    .replace(/-----(?:BEGIN|END) [A-Z0-9 ]{3,40}-----/g, '\n')
    .replace(/^(?:PuTTY-User-Key-File-\d|Encryption|Comment): .{0,300}$/gm, '')
    .replace(/^(?:Public-Lines|Private-Lines): \d{1,4}\s*$/gm, '\n')
    .replace(
      /^AAAA(?:B3NzaC1yc2E|C3NzaC1lZDI1NTE5)[A-Za-z0-9+/=]*(?:\r?\n(?!Private-)[A-Za-z0-9+/=]{1,64})*/m,
      '',
    );
}

/** Modulus and usual exponent of an RSA key in DER (RFC 8017 A.1.2), as hexadecimal digits. */
const MODULUS = /0282[0-9a-f]{4}(?:00)?[0-9a-f]{256,2048}?0203010001/;

/** The public numbers stand in the private file too; quoting them gives nothing away. */
function withoutModulus(hex: string): string {
  return hex.replace(MODULUS, '');
}

const RUN = /([A-Za-z0-9]+)/g;
const RUN_BETWEEN_TAGS = /<\/?[\w:.-]{1,40}\s?\/?>|([A-Za-z0-9]+)/g;

function remove(text: string, index: ReadonlySet<string>, runs: RegExp): string {
  if (text.length < PIECE + STEP) return text;
  const decoded = decode(text);
  const { letters, at } = lettersWithPlaces(decoded.text, runs);
  const ranges: [number, number][] = [];
  for (let first = 0; first + PIECE <= letters.length; first += 1) {
    if (!index.has(letters.slice(first, first + PIECE))) continue;
    ranges.push([at[first] ?? 0, (at[first + PIECE - 1] ?? 0) + 1]);
  }
  return replaceRanges(text, decoded, joined(ranges), (characters) => `[${characters} characters withheld]`);
}

function lettersWithPlaces(
  text: string,
  runs: RegExp,
): { readonly letters: string; readonly at: Uint32Array } {
  const at = new Uint32Array(text.length);
  const pieces: string[] = [];
  let count = 0;
  for (const { 1: run = '', index } of text.matchAll(runs)) {
    pieces.push(run);
    for (let offset = 0; offset < run.length; offset += 1) at[count + offset] = index + offset;
    count += run.length;
  }
  return { letters: pieces.join(''), at };
}
