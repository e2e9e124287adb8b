/**
 * Characters that steer a terminal or cannot be seen: C0, C1, format characters (bidirectional overrides, zero width,
 * tags), everything that Unicode lets a font leave out (fillers, variation selectors), the blank Braille pattern, line
 * and paragraph separators, lone surrogates and private use.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/**
 * What CI systems take for a command wherever it stands in a line: `::name::` (GitHub), `##[name]` (GitHub, Azure),
 * `##vso[` (Azure), `##teamcity[`. `[::1]` is an address and none.
 */
const CI_COMMAND = /\[[\da-f:.]*::[\da-f:.]*\]|:(?=:)|#(?=#[a-z]*\[)/gi;

/** The text with every command of a CI system visibly broken; nothing else changes. */
export function breakCommands(text: string): string {
  if (!text.includes('::') && !text.includes('##')) return text;
  return text.replace(CI_COMMAND, (found) => (found === ':' ? '\\x3a' : found === '#' ? '\\x23' : found));
}

/**
 * One line of text that a terminal and the log of a CI system show as it is: steering and invisible characters become
 * visible escapes (`\x1b`, `\u202e`), and so does what would make a command of CI.
 * Texts of a target reach the console only through this.
 */
export function escapeLine(text: string): string {
  return breakCommands(text.replace(STEERING, escapeCharacter));
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
