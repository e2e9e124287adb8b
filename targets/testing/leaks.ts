import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Letters and digits that stand for 24 bytes: 32 of base64 without its signs, 48 of hexadecimal. */
const WINDOW = 24;
const STEP = 4;
const DEPTH = 3;

/**
 * Where parts of secrets stand in artefacts, 24 bytes or more, also encoded: compressed, base64, hexadecimal, UTF-16,
 * percent, entities, JSON, however often and with whatever between the characters. It knows nothing of how the tool redacts.
 * @param secrets bytes to look for, by name
 */
export function leaksIn(
  artefacts: ReadonlyMap<string, Uint8Array>,
  secrets: ReadonlyMap<string, Uint8Array>,
): readonly string[] {
  const windows = windowsOf(secrets);
  // What one artefact has of another is looked into once.
  const seen = new Set<string>();
  return [...artefacts].flatMap(([artefact, bytes]) => {
    const found = new Set<string>();
    for (const view of viewsOf(Buffer.from(bytes), DEPTH, seen)) {
      for (let at = 0; at + WINDOW <= view.length; at += STEP) {
        const name = windows.get(view.slice(at, at + WINDOW));
        if (name !== undefined) found.add(`${artefact}: ${name}`);
      }
    }
    return [...found];
  });
}

const WINDOWS = new WeakMap<ReadonlyMap<string, Uint8Array>, ReadonlyMap<string, string>>();

/** Every piece of every form of the secrets, with the name of its secret. */
function windowsOf(secrets: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const known = WINDOWS.get(secrets);
  if (known !== undefined) return known;
  const windows = new Map<string, string>();
  for (const [name, bytes] of secrets) {
    for (const form of formsOf(Buffer.from(bytes))) {
      for (let at = 0; at + WINDOW <= form.length; at += 1) windows.set(form.slice(at, at + WINDOW), name);
    }
  }
  WINDOWS.set(secrets, windows);
  return windows;
}

function formsOf(bytes: Buffer): readonly string[] {
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(4),
  );
  return [...base64, bytes.toString('hex'), bytes.toString('latin1')].map(letters);
}

/** Letters and digits alone and in lower case, so that it makes no difference what stands between them. */
function letters(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** @param seen runs that were looked into */
function viewsOf(bytes: Buffer, depth: number, seen: Set<string>): readonly string[] {
  const text = bytes.toString('latin1');
  const isWide = bytes.includes(0);
  const plain = [text, ...(isWide ? [bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')] : [])];
  const decoded = plain.map(unescaped);
  const views = [...new Set([...plain, ...decoded])].map(letters);
  // Bytes as they are, for what is binary.
  if (/[^\n\r\t -~]/.test(text)) views.push(bytes.toString('hex'));
  if (depth === 0) return views;
  const inner = unpacked(bytes);
  for (const one of decoded) {
    for (const [run] of one.matchAll(/[A-Za-z0-9+/_-]{32,}={0,2}/g)) {
      if (seen.has(run)) continue;
      seen.add(run);
      const decodedRun = Buffer.from(run, 'base64');
      inner.push(decodedRun, ...(isPacked(decodedRun) ? unpacked(decodedRun) : []));
      if (/^(?:[0-9a-f]{2})+$/i.test(run)) inner.push(Buffer.from(run, 'hex'));
    }
  }
  return [...views, ...inner.flatMap((one) => viewsOf(one, depth - 1, seen))];
}

function unescaped(text: string): string {
  let rest = text;
  for (let round = 0; round < 4; round += 1) {
    if (!/[%&\\]|<br/i.test(rest)) break;
    const before = rest;
    rest = rest
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/&#x([0-9a-f]{1,4});/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/&#(\d{1,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('&amp;', '&')
      .replace(/<br\s*\/?>/gi, '')
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\[nrt]/g, '');
    if (rest === before) break;
  }
  return rest;
}

/** gzip and zlib; the other two have no mark. */
function isPacked([first, second]: Buffer): boolean {
  return (first === 0x1f && second === 0x8b) || first === 0x78;
}

function unpacked(bytes: Buffer): Buffer[] {
  return [gunzipSync, inflateSync, inflateRawSync, brotliDecompressSync].flatMap((unpack) => {
    try {
      return bytes.length < 20 ? [] : [unpack(bytes)];
    } catch {
      return [];
    }
  });
}
