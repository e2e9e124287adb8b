import type { Random } from '../random.ts';

/** A line that a comment of letters and digits makes exactly `length` characters long. */
export function withLength(line: string, length: number, random: Random): string {
  const left = length - line.length - 1;
  if (left < 1) throw new Error(`a line of ${line.length} characters cannot be made ${length} long`);
  return `${line} ${random.text(left)}`;
}

/** A line with a comment by which its base64 holds `character`, though text seldom makes a `+` or a `/`. */
export function withCharacter(line: string, character: string, random: Random): string {
  const start = `${line} ${random.text(8)}`;
  for (let code = 33; code < 127; code += 1) {
    // Three in a row: whatever the place, one of them fills the last six bits of a group.
    const text = start + String.fromCharCode(code).repeat(3);
    if (Buffer.from(text).toString('base64').includes(character)) return text;
  }
  throw new Error(`no comment of printable ASCII makes base64 hold ${character}`);
}
