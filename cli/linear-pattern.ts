import { setFlagsFromString } from 'node:v8';

/**
 * A regular expression with the flag `g` that V8 matches in time linear in the text (its flag `l`); `undefined` where the
 * pattern, or this version of Node, does not allow that.
 */
export function linearPattern(source: string): RegExp | undefined {
  try {
    setFlagsFromString('--enable-experimental-regexp-engine');
    return new RegExp(source, 'gl');
  } catch {
    return undefined;
  }
}

/** What the user does not want to see in any report, as a pattern; why not, where the text cannot be one. */
export function redactPattern(text: string): RegExp | string {
  let expression: RegExp;
  try {
    expression = new RegExp(text, 'g');
  } catch {
    return 'invalid regular expression';
  }
  // Texts of a target are matched with it: a pattern that backtracks would let a target hold up the run.
  const linear = linearPattern(text);
  if (linear === undefined)
    return 'pattern cannot be matched in linear time; leave out look-arounds, back references and large counts';
  // A pattern that fits nothing at all would put a mark between all characters.
  return ''.search(expression) === 0 ? 'pattern must not match the empty string' : linear;
}
