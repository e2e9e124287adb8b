import { createHash, timingSafeEqual } from 'node:crypto';

/** Percent-encodes a text as signatures of all providers want it: all but letters, digits, `-`, `.`, `_` and `~`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Compares two texts by their characters, for sorting. */
export function inOrder(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/**
 * Parameters as they are signed: encoded, and in the order of their names, `KeyName.1` before `KeyName.10`. Those of one
 * name stay in the order that they have.
 */
export function canonicalQuery(parameters: readonly (readonly [name: string, value: string])[]): string {
  return parameters
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .toSorted(([left], [right]) => inOrder(left, right))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** SHA-256 in hexadecimal digits. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Whether two signatures are the same, in a time that does not tell where they differ. */
export function sameSignature(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
