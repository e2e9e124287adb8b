/** Unicode code points from `first` to `last`, both included. */
export type Range = readonly [first: number, last: number];

/** A set of code points: sorted ranges that neither overlap nor touch. Surrogates are never members. */
export type CodePoints = readonly Range[];

const LAST = 0x10ffff;
const SURROGATES: Range = [0xd800, 0xdfff];

/** The set of all members of the given ranges. */
export function setOf(ranges: readonly Range[]): CodePoints {
  const joined: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else joined.push([first, last]);
  }
  return joined.flatMap(withoutSurrogates);
}

function withoutSurrogates([first, last]: Range): Range[] {
  const [low, high] = SURROGATES;
  if (last < low || first > high) return [[first, last]];
  const parts: Range[] = [
    [first, low - 1],
    [high + 1, last],
  ];
  return parts.filter(([from, to]) => from <= to);
}

/** Every code point that is not in the set. */
export function complement(set: CodePoints): CodePoints {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST) gaps.push([next, LAST]);
  return setOf(gaps);
}

export function intersection(a: CodePoints, b: CodePoints): CodePoints {
  return complement(setOf([...complement(a), ...complement(b)]));
}

export function has(set: CodePoints, codePoint: number): boolean {
  return set.some(([first, last]) => first <= codePoint && codePoint <= last);
}

export function sizeOf(set: CodePoints): number {
  return set.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The member at `index`, counted from 0 in ascending order. */
export function memberAt(set: CodePoints, index: number): number {
  let left = index;
  for (const [first, last] of set) {
    if (left <= last - first) return first + left;
    left -= last - first + 1;
  }
  throw new RangeError(`a set of ${sizeOf(set)} code points has no member ${index}`);
}

/** The first and last member of each range; of a set of many ranges (a Unicode property) of the whole set only. */
export function edgesOf(set: CodePoints): number[] {
  const ends = set.length <= 8 ? set.flat() : [memberAt(set, 0), memberAt(set, sizeOf(set) - 1)];
  return [...new Set(ends)];
}

/** The number of characters as JSON Schema counts them: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  return [...text].length;
}

const scanned = new Map<string, CodePoints>();

/** The code points that a one-character expression such as `\p{L}` matches. Throws SyntaxError on a wrong expression. */
export function matching(expression: string): CodePoints {
  const known = scanned.get(expression);
  if (known !== undefined) return known;
  const regex = new RegExp(`^${expression}$`, 'u');
  const ranges: Range[] = [];
  let start: number | undefined;
  for (let codePoint = 0; codePoint <= LAST + 1; codePoint++) {
    const member = codePoint <= LAST && regex.test(String.fromCodePoint(codePoint));
    if (member) start ??= codePoint;
    else if (start !== undefined) {
      ranges.push([start, codePoint - 1]);
      start = undefined;
    }
  }
  const set = setOf(ranges);
  scanned.set(expression, set);
  return set;
}

/** Every code point but the surrogates. */
export const ANY: CodePoints = complement([]);

/**
 * Characters that every encoding and markup on the way can carry: printable ASCII, Latin, Han and emoji, so one, two,
 * three and four bytes of UTF-8. Text that a schema leaves open is made of these, because a control character would
 * test XML or the form encoding and not the schema.
 */
export const PLAIN: CodePoints = [
  [0x20, 0x7e],
  [0xc0, 0x17f],
  [0x4e00, 0x9fa5],
  [0x1f600, 0x1f64f],
];

/** The members that values are made of: all, or the plain ones of a set that is defined by what it leaves out. */
export function drawable(set: CodePoints): CodePoints {
  if (sizeOf(set) <= LAST / 2) return set;
  const plain = intersection(set, PLAIN);
  return plain.length > 0 ? plain : set;
}
