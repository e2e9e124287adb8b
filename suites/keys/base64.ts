import { Malformed, quote } from './malformed.ts';

/**
 * Decodes standard base64 (RFC 4648 section 4) and refuses what `Buffer.from` lets pass: foreign characters,
 * a cut-off tail, padding in the middle, and spare bits that are not zero.
 *
 * @param text base64 without line breaks
 * @param what names the text in a message, e.g. "the public blob"
 * @throws Malformed
 */
export function decodeBase64(text: string, what: string): Buffer {
  if (text === '') throw new Malformed(`${what} is empty`);
  const foreign = /[^A-Za-z0-9+/=]/u.exec(text);
  if (foreign !== null) {
    throw new Malformed(
      `${what} holds ${quote(foreign[0])} at character ${foreign.index}, which is not base64`,
    );
  }
  if (text.length % 4 !== 0) {
    throw new Malformed(`base64 cut off: ${what} has ${text.length} characters, not a multiple of four`);
  }
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Malformed(`${what} is not canonical base64`);
  return bytes;
}

/** The text in lines of `width` characters, each ended by a newline: the shape of an armour's body. */
export function wrapLines(text: string, width: number): string {
  let lines = '';
  for (let at = 0; at < text.length; at += width) lines += `${text.slice(at, at + width)}\n`;
  return lines;
}
