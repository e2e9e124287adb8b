import { Malformed, quote } from './malformed.ts';

/** A PEM text (RFC 7468), split: `body` is the base64 of all lines, not yet decoded. */
export type Armour = { firstLine: string; label: string; body: string };

/**
 * Splits a PEM text into label and body. White space around the whole text and CRLF line ends pass; any width
 * of line passes, because no document fixes it. Headers, other text and a second block do not.
 *
 * @throws Malformed
 */
export function readArmour(text: string): Armour {
  const lines = text.trim().split(/\r?\n/u);
  const firstLine = lines[0] ?? '';
  const label = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/u.exec(firstLine)?.[1];
  if (label === undefined) throw new Malformed(describeOpening(firstLine));
  const end = lines.findIndex((line) => line.startsWith('-----END '));
  if (end === -1) throw new Malformed(`the text is cut off: no END line closes ${label}`);
  if (lines[end] !== `-----END ${label}-----`) {
    throw new Malformed(`the armour opens with ${label} and closes with ${quote(lines[end] ?? '')}`);
  }
  if (end !== lines.length - 1) {
    throw new Malformed(`${lines.length - 1 - end} more lines follow the END line`);
  }
  const body = lines.slice(1, end);
  const header = body.find((line) => line.includes(':'));
  if (header !== undefined) {
    const encrypted = /ENCRYPTED/u.test(header);
    throw new Malformed(
      encrypted ? 'the private key is encrypted' : `the armour has a header ${quote(header)}`,
    );
  }
  return { firstLine, label, body: body.join('') };
}

function describeOpening(firstLine: string): string {
  if (firstLine === '') return 'the text is empty';
  if (/-----BEGIN [A-Z0-9 ]+-----./u.test(firstLine)) {
    return `the armour is not followed by a line break: the first line is ${quote(firstLine)}`;
  }
  return `the first line is ${quote(firstLine)}, which opens no known key file`;
}
