/** A piece of a text, and whether the other text lacks it. */
export interface Segment {
  readonly text: string;
  readonly changed: boolean;
}

/** Two texts cut into pieces; the pieces of each, put together, are that text. */
export interface Difference {
  readonly left: readonly Segment[];
  readonly right: readonly Segment[];
}

/** Tables of more cells than this are not filled; only common beginnings and ends are then found. */
const MOST_CELLS = 250_000;

/** Below this share of common words two texts have nothing to do with each other, and marks on every word are noise. */
const LEAST_IN_COMMON = 0.2;

/**
 * What two texts do not have in common, word by word: words, runs of blanks and single signs are units. Texts that have
 * hardly anything in common are marked as a whole.
 */
export function differenceOf(left: string, right: string): Difference {
  const [ours, theirs] = [wordsOf(left), wordsOf(right)];
  const { lefts, rights } = commonWords(ours, theirs);
  const shared = lefts.size * 2;
  if (shared < LEAST_IN_COMMON * (ours.length + theirs.length))
    return { left: whole(left), right: whole(right) };
  return { left: segmentsOf(ours, lefts), right: segmentsOf(theirs, rights) };
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

function whole(text: string): readonly Segment[] {
  return text === '' ? [] : [{ text, changed: true }];
}

/** Places of the longest common subsequence in both lists. */
function commonWords(
  left: readonly string[],
  right: readonly string[],
): { readonly lefts: ReadonlySet<number>; readonly rights: ReadonlySet<number> } {
  const lefts = new Set<number>();
  const rights = new Set<number>();
  const pair = (l: number, r: number): void => {
    lefts.add(l);
    rights.add(r);
  };
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) {
    pair(start, start);
    start += 1;
  }
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) {
    end += 1;
    pair(left.length - end, right.length - end);
  }
  const rows = left.slice(start, left.length - end);
  const columns = right.slice(start, right.length - end);
  if (rows.length * columns.length <= MOST_CELLS) {
    for (const [l, r] of longestCommon(rows, columns)) pair(start + l, start + r);
  }
  return { lefts, rights };
}

/** One table for all differences of a page, as large as the largest yet; no table outlives its difference. */
let table = new Uint16Array(4_096);

/** A table of at least so many cells, all 0; no length exceeds the side of the largest table that is filled. */
function tableOf(cells: number): Uint16Array {
  if (cells > table.length) table = new Uint16Array(cells);
  else table.fill(0, 0, cells);
  return table;
}

function longestCommon(
  rows: readonly string[],
  columns: readonly string[],
): readonly (readonly [number, number])[] {
  const width = columns.length + 1;
  const lengths = tableOf((rows.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    const word = rows[row];
    for (let column = columns.length - 1, cell = row * width + column; column >= 0; column -= 1, cell -= 1) {
      const below = lengths[cell + width] ?? 0;
      const right = lengths[cell + 1] ?? 0;
      if (word === columns[column]) lengths[cell] = (lengths[cell + width + 1] ?? 0) + 1;
      else lengths[cell] = Math.max(below, right);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let row = 0, column = 0; row < rows.length && column < columns.length; ) {
    if (rows[row] === columns[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Neighbours of the same kind become one piece; a blank between two changed words counts as changed. */
function segmentsOf(words: readonly string[], common: ReadonlySet<number>): readonly Segment[] {
  const changed = words.map((_, index) => !common.has(index));
  const segments: { text: string; changed: boolean }[] = [];
  words.forEach((word, index) => {
    const bridged = /^\s+$/.test(word) && changed[index - 1] === true && changed[index + 1] === true;
    const mark = changed[index] === true || bridged;
    const last = segments.at(-1);
    if (last?.changed === mark) last.text += word;
    else segments.push({ text: word, changed: mark });
  });
  return segments;
}
