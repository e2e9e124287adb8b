import type { WireAlteration } from '../target.ts';

/** Name and value before percent-encoding. */
export type QueryParameter = readonly [name: string, value: string];

/** Applies `omit`, `replace`, `append` and `order`, in this order. */
export function alterParameters(
  parameters: readonly QueryParameter[],
  wire: WireAlteration = {},
): readonly QueryParameter[] {
  const { omit, replace, append, order } = wire;
  if ((omit ?? replace ?? append ?? order) === undefined) return parameters;
  const omitted = new Set(wire.omit);
  const replaced = new Map(Object.entries(wire.replace ?? {}));
  const kept = parameters
    .filter(([name]) => !omitted.has(name))
    .map(([name, value]): QueryParameter => [name, replaced.get(name) ?? value]);
  const present = new Set(kept.map(([name]) => name));
  const added = [...replaced].filter(([name]) => !present.has(name));
  const all = [...kept, ...added, ...(wire.append ?? [])];
  switch (wire.order ?? 'given') {
    case 'given':
      return all;
    case 'reversed':
      return all.reverse();
    case 'sorted':
      return all.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  }
}

/**
 * The one form of a query string and of a form body: every byte but the unreserved ones of RFC 3986 encoded.
 * @param unencoded characters that stay as they are in values
 */
export function encodeParameters(
  parameters: readonly QueryParameter[],
  space: NonNullable<WireAlteration['space']> = '%20',
  unencoded = '',
): string {
  const encode =
    space === '%20' ? percentEncode : (text: string) => percentEncode(text).replaceAll('%20', space);
  const encodeValue = (value: string): string =>
    [...unencoded].reduce((text, plain) => text.replaceAll(percentEncode(plain), plain), encode(value));
  return parameters.map(([name, value]) => `${encode(name)}=${encodeValue(value)}`).join('&');
}

/** Most names and values; nothing of them is encoded. */
const UNRESERVED = /^[A-Za-z0-9._~-]*$/;

/** RFC 3986 section 2.1 over the UTF-8 bytes; a lone surrogate becomes U+FFFD, since UTF-8 has no form for it. */
export function percentEncode(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function wellFormed(text: string): string {
  return /[\ud800-\udfff]/u.test(text) ? Buffer.from(text, 'utf8').toString('utf8') : text;
}
