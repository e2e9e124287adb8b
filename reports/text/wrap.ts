/** Scripts and symbols that terminals draw two columns wide. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const COMBINING = /^\p{M}$/u;
const PRINTABLE_ASCII = /^[ -~]*$/;

/** Columns that an escaped line takes on a terminal. */
export function columnsOf(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

function columnsOfCharacter(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/**
 * Breaks an escaped line at spaces so that no part is wider than `width` columns; a word that is wider by itself is
 * cut, unless it is an address. Nothing is lost but the spaces at the breaks. An empty line stays one empty line.
 */
export function wrap(line: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ').flatMap((part) => cut(part, width))) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (columnsOf(joined) <= width) {
      current = joined;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** An address that somebody may want to open: broken, it is none. */
function isAddress(word: string): boolean {
  return word.length <= 190 && /^https?:\/\/[!-~]+$/.test(word);
}

function cut(word: string, width: number): readonly string[] {
  if (columnsOf(word) <= width || isAddress(word)) return [word];
  const parts: string[] = [];
  let part = '';
  let columns = 0;
  for (const character of word) {
    const wide = columnsOfCharacter(character);
    if (columns + wide > width && part !== '') {
      parts.push(part);
      part = '';
      columns = 0;
    }
    part += character;
    columns += wide;
  }
  return [...parts, part];
}
