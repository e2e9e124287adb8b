/**
 * Characters that steer a terminal or hide text: C0, C1, format characters (bidirectional overrides, zero width,
 * tags), line and paragraph separators, lone surrogates and private use.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/**
 * One line of text that a terminal shows as it is: steering characters become visible escapes (`\x1b`, `\u202e`).
 * Texts of a target reach the console only through this.
 */
export function escapeLine(text: string): string {
  return text.replace(STEERING, escapeCharacter);
}

/** As `escapeLine`, for texts of several lines: line breaks separate, all else is escaped. */
export function escapeLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map(escapeLine);
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${hex.padStart(4, '0')}`;
  return `\\u{${hex}}`;
}
