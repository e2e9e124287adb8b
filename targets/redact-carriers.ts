import { gunzipSync, inflateSync } from 'node:zlib';

/** Characters of a run of base64 or hexadecimal digits that is looked into; it holds 24 bytes at least. */
const RUN = /[A-Za-z0-9+/_-]{32,20000}={0,2}/g;
const HAS_RUN = /[A-Za-z0-9+/_-]{32}/;
const HEX = /^(?:[0-9a-f]{2})+$/i;

/** Encodings in encodings that are undone. */
const DEPTH = 3;

/** Bytes that are no text may be at most this share of what a run holds; keys and digests have far more. */
const BINARY_SHARE = 0.1;

/**
 * Withholds the runs of a text that hold, in base64 or hexadecimal digits, also several times over and compressed, what
 * may not be shown.
 * @param clean takes out of a plain text what may not be shown
 */
export function removeCarriers(text: string, clean: (text: string) => string, mark: string): string {
  if (!HAS_RUN.test(text)) return text;
  return text.replace(RUN, (run) => (carries(run, clean, DEPTH) ? mark : run));
}

function carries(run: string, clean: (text: string) => string, depth: number): boolean {
  const inner = [
    // Letters may only touch the run, so every alignment is tried.
    ...[0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), 'base64')),
    ...(HEX.test(run) ? [Buffer.from(run, 'hex')] : []),
  ];
  return inner.flatMap(unpacked).some((bytes) => {
    if (!isText(bytes)) return false;
    const decoded = bytes.toString('latin1');
    if (clean(decoded) !== decoded) return true;
    return depth > 1 && (decoded.match(RUN) ?? []).some((one) => carries(one, clean, depth - 1));
  });
}

/** More than this is no secret, and nothing is unpacked beyond it. */
const MOST_UNPACKED = 65_536;

/** The bytes without their compression, and those of UTF-16 without their other halves. */
function unpacked(bytes: Buffer): readonly Buffer[] {
  const [first, second = 0] = bytes;
  try {
    if (first === 0x1f && second === 0x8b) return [gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED })];
    if (first === 0x78 && ((first << 8) | second) % 31 === 0)
      return [bytes, inflateSync(bytes, { maxOutputLength: MOST_UNPACKED })];
  } catch {
    return [bytes];
  }
  const wide = first === 0 || second === 0 || first === 0xff || first === 0xfe;
  return wide ? [bytes, bytes.filter((byte) => byte !== 0 && byte < 0x80) as Buffer] : [bytes];
}

function isText(bytes: Uint8Array): boolean {
  let left = bytes.length * BINARY_SHARE;
  for (const byte of bytes) {
    if (byte >= 0x20 && byte < 0x7f) continue;
    if (byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    left -= 1;
    if (left < 0) return false;
  }
  return true;
}
