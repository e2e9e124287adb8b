/** Characters of one text of a finding that are kept; a whole public key and its explanation fit. */
const KEPT = 4_000;

/** Characters of a generated value that are kept; fifty tags of the greatest length fit. */
const KEPT_OF_VALUE = 40_000;

/** Characters beyond the kept ones that are looked at, so that a private key at the cut is known as one. */
const MARGIN = 64_000;

/**
 * Cleans a text that quotes a target and cuts it to a length that people and reports can bear: what is read of a target
 * may be megabytes, and everything behind this (identities, causes, wrapping) takes time by length.
 * @param clean removes secrets; it sees at most the kept characters and a margin
 */
export function bounded(text: string, clean: (text: string) => string, kept: number = KEPT): string {
  const cleaned = clean(text.length > kept + MARGIN ? text.slice(0, kept + MARGIN) : text);
  if (cleaned.length <= kept) return cleaned;
  return `${cleaned.slice(0, kept)}... (${text.length} characters)`;
}

/** As `bounded`, for a generated value, which has to be there whole where it can. */
export function boundedValue(text: string, clean: (text: string) => string): string {
  return bounded(text, clean, KEPT_OF_VALUE);
}
