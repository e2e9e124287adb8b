/** How a question mark is read: texts disagree on whether it also stands for no character. */
export type QuestionMark = 'exactly-one' | 'at-most-one';

/**
 * Whether a whole text fits a filter value: `*` stands for any characters or none, `?` for one, a backslash takes the
 * special meaning from the next character, everything else for itself; case matters.
 */
export function fits(pattern: string, text: string, questionMark: QuestionMark): boolean {
  const source = pattern.replace(/\\(.)|./gsu, (piece, escaped: string | undefined) => {
    if (escaped !== undefined) return quoted(escaped);
    if (piece === '*') return '.*';
    if (piece === '?') return questionMark === 'exactly-one' ? '.' : '.?';
    return quoted(piece);
  });
  return new RegExp(`^${source}$`, 'su').test(text);
}

/** A character that means only itself in a regular expression with the u flag. */
function quoted(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
