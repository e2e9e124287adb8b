import { Malformed, quote } from './malformed.ts';

/** An RFC 4716 block, split: `body` is the base64 of all lines, not yet decoded. */
export type Rfc4716 = { body: string; comment?: string };

const BEGIN = '---- BEGIN SSH2 PUBLIC KEY ----';
const END = '---- END SSH2 PUBLIC KEY ----';

/**
 * Splits an RFC 4716 block into headers and body. A header line that ends in a backslash goes on in the next
 * line (section 3.3); a comment loses one pair of quotation marks around it (section 3.3.2).
 *
 * @param text the block without white space around it
 * @throws Malformed
 */
export function readRfc4716(text: string): Rfc4716 {
  const [first, ...lines] = text.split(/\r?\n/u);
  if (first !== BEGIN)
    throw new Malformed(`the first line is ${quote(first ?? '')} instead of ${quote(BEGIN)}`);
  const last = lines.pop();
  if (last !== END) throw new Malformed(`the last line is ${quote(last ?? '')} instead of ${quote(END)}`);
  let comment: string | undefined;
  let at = 0;
  for (let line = lines[at]; line?.includes(':'); line = lines[at]) {
    let header = line;
    at += 1;
    while (header.endsWith('\\')) {
      header = header.slice(0, -1) + (lines[at] ?? '');
      at += 1;
    }
    const [, tag, value = ''] = /^([^:]*): ?(.*)$/u.exec(header) ?? [];
    if (tag?.toLowerCase() === 'comment') comment = value.replace(/^"(.*)"$/u, '$1');
  }
  const body = lines.slice(at).join('');
  return comment === undefined ? { body } : { body, comment };
}

/** Writes an RFC 4716 block with lines of at most 70 characters, as ssh-keygen does, and a final newline. */
export function writeRfc4716(lines: string, comment?: string): string {
  const header = comment === undefined ? '' : `${foldHeader(`Comment: "${comment}"`)}\n`;
  return `${BEGIN}\n${header}${lines}${END}\n`;
}

/** No line may pass 72 bytes (section 3), so a long header is continued behind a backslash. */
function foldHeader(header: string): string {
  return header.replaceAll(/.{70}(?=.)/gu, '$&\\\n');
}
