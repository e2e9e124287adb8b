/** A text with its escapes undone, and where each of its characters stands in the text that was given. */
export interface Decoded {
  readonly text: string;
  /** Where the character at an index begins; one entry more than there are characters, for the end. */
  begin(index: number): number;
  /** Where the character at an index ends. */
  end(index: number): number;
}

/**
 * Escapes of one character: percent and its repetition (`%252F`), entities by number (also of entities: `&amp;#47;`) and
 * by name, and those of JSON with any number of backslashes, `\/` of PHP among them.
 */
const ESCAPE =
  /%(?:25)*([0-9a-f]{2})|&(?:amp;)*#(?:x0{0,6}([0-9a-f]{1,6})|0{0,6}(\d{1,7}));|&(?:amp;)*(amp|lt|gt|quot|apos|sol|plus|equals);|\\+u([0-9a-f]{4})|\\+x([0-9a-f]{2})|\\+([nrtbf"'/\\])/iy;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
  equals: '=',
};
const CONTROL: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Whether a text can hold an escape at all. */
export function hasEscapes(text: string): boolean {
  return text.includes('%') || text.includes('\\') || text.includes('&');
}

/** Escapes in escapes that are undone. */
const ROUNDS = 3;

/** Undoes the escapes of a text, also escaped ones, character by character; what is no escape stays. */
export function decode(text: string): Decoded {
  let whole = decodeOnce(text);
  for (let round = 1; round < ROUNDS && hasEscapes(whole.text); round += 1) {
    const outer = whole;
    const inner = decodeOnce(outer.text);
    if (inner.text.length === outer.text.length) break;
    whole = {
      text: inner.text,
      begin: (index) => outer.begin(inner.begin(index)),
      end: (index) => outer.end(inner.end(index) - 1),
    };
  }
  return whole;
}

function decodeOnce(text: string): Decoded {
  if (!hasEscapes(text)) return { text, begin: (index) => index, end: (index) => index + 1 };
  const begins = new Uint32Array(text.length + 1);
  const ends = new Uint32Array(text.length + 1);
  const pieces: string[] = [];
  let count = 0;
  let from = 0;
  let at = 0;
  const note = (length: number): void => {
    begins[count] = at;
    ends[count] = at + length;
    count += 1;
    at += length;
  };
  while (at < text.length) {
    const sign = text.charCodeAt(at);
    ESCAPE.lastIndex = at;
    const found = sign === 0x25 || sign === 0x26 || sign === 0x5c ? ESCAPE.exec(text) : null;
    const character = found === null ? undefined : meaningOf(found);
    if (found === null || character?.length !== 1) {
      note(1);
      continue;
    }
    pieces.push(text.slice(from, at), character);
    note(found[0].length);
    from = at;
  }
  begins[count] = text.length;
  pieces.push(text.slice(from));
  return { text: pieces.join(''), begin: (index) => begins[index] ?? 0, end: (index) => ends[index] ?? 0 };
}

function meaningOf([, percent, hex, decimal, name, unicode, byte, control]: RegExpExecArray): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? '';
  if (control !== undefined) return CONTROL[control] ?? control;
  const code =
    decimal === undefined ? Number.parseInt(percent ?? hex ?? unicode ?? byte ?? '', 16) : Number(decimal);
  return code <= 0xffff ? String.fromCharCode(code) : '';
}

/** The text with ranges of its decoded form replaced; ranges are in order and do not overlap. */
export function replaceRanges(
  text: string,
  { begin, end }: Pick<Decoded, 'begin' | 'end'>,
  ranges: readonly (readonly [number, number])[],
  mark: (characters: number) => string,
): string {
  if (ranges.length === 0) return text;
  const pieces: string[] = [];
  let from = 0;
  for (const [first, behind] of ranges) {
    const start = begin(first);
    const stop = end(behind - 1);
    pieces.push(text.slice(from, start), mark(stop - start));
    from = stop;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}
