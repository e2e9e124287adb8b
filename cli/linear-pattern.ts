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
