import type { Exchange } from '../../targets/target.ts';
import type { Mismatch } from '../check.ts';
import type { CodesWith } from '../findings/catalogue.ts';
import type { Repeated, Unequal } from '../findings/values.ts';

/** A value with the exchange whose response shows it. */
export interface ShownValue {
  readonly value: string | undefined;
  readonly exchange: Exchange;
}

/** Judges that a shown value is the expected one; `detail` follows the name of the deciding operation. */
export function judgeEqual(
  code: CodesWith<Unequal>,
  expected: string | undefined,
  { value: observed, exchange }: ShownValue,
  detail?: string,
): Mismatch | undefined {
  if (expected === observed) return undefined;
  return { code, facts: { expected, observed, ...(detail !== undefined && { detail }) }, exchange };
}

/**
 * Judges that no two shown values are alike; `detail` says of what, e.g. "for one name in two regions". A value that is
 * not shown is no value twice: that it has to be shown is stated elsewhere.
 */
export function judgeDifferent(
  code: CodesWith<Repeated>,
  shown: readonly ShownValue[],
  detail: string,
): Mismatch | undefined {
  const seen = new Set<string>();
  for (const { value, exchange } of shown) {
    if (value === undefined) continue;
    if (seen.has(value)) return { code, facts: { value, detail }, exchange };
    seen.add(value);
  }
  return undefined;
}
