/**
 * JSON in which no object has a key twice: parsers disagree on which of the two counts, and a reader sees only one.
 * @throws SyntaxError for what is no JSON, and naming a key that stands twice
 */
export function parseStrict(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const twice = duplicateKey(text);
  if (twice !== undefined) throw new SyntaxError(`the key ${twice} is twice in one object`);
  return value;
}

/** Strings, and the signs that open, close and separate. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** The first key, quoted, that an object of a well-formed JSON text has twice. */
function duplicateKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const key = JSON.parse(last) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return last;
      keys?.add(key);
    }
    last = token;
  }
  return undefined;
}
