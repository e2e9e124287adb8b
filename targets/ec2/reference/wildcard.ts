/**
 * Makes the test for an EC2 filter value: `*` stands for any characters or none, `?` for exactly one, and a
 * backslash takes the special meaning from the character after it. The whole value must match, case matters.
 * The test runs in time proportional to pattern times value at worst, however many stars there are.
 */
export function wildcardMatcher(pattern: string): (value: string) => boolean {
  const tokens = tokenize(pattern);
  if (tokens.every((token) => token.kind === 'literal')) {
    const literal = tokens.map((token) => token.character).join('');
    return (value) => value === literal;
  }
  return (value) => matches(tokens, [...value]);
}

type Token =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' };

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    const next = characters[index + 1];
    if (character === '\\' && next !== undefined) {
      tokens.push({ kind: 'literal', character: next });
      index += 1;
    } else if (character === '*') tokens.push({ kind: 'many' });
    else if (character === '?') tokens.push({ kind: 'one' });
    else tokens.push({ kind: 'literal', character });
  }
  return tokens;
}

/** Greedy matching that only ever goes back to the last star, because an earlier one need not take more. */
function matches(tokens: readonly Token[], value: readonly string[]): boolean {
  let token = 0;
  let position = 0;
  let star = -1;
  let starPosition = 0;
  while (position < value.length) {
    const current = tokens[token];
    if (current?.kind === 'many') {
      star = token;
      starPosition = position;
      token += 1;
    } else if (current?.kind === 'one' || (current !== undefined && current.character === value[position])) {
      token += 1;
      position += 1;
    } else if (star >= 0) {
      token = star + 1;
      starPosition += 1;
      position = starPosition;
    } else return false;
  }
  while (tokens[token]?.kind === 'many') token += 1;
  return token === tokens.length;
}
