import { didYouMean } from '../../specs/similar.ts';
import { CAPABILITIES, type Capability, type Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { addressOf, REGION_PLACEHOLDER } from '../wire/endpoint.ts';

/** A value as it was given and where: `--concurrency`, a variable, or a key of a file. */
export interface Given {
  readonly value: unknown;
  readonly origin: string;
}

/** @throws UsageError when it is not a whole number within the limits */
export function wholeNumber({ value, origin }: Given, minimum: number, maximum: number): number {
  const number = typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= minimum && number <= maximum)
    return number;
  throw new UsageError(`${origin}: '${value}' is not a whole number from ${minimum} to ${maximum}`);
}

/**
 * A base address as `Target.endpoint` holds it.
 * @throws UsageError when it is not an absolute http or https address without query, fragment and credentials
 */
export function endpoint({ value, origin }: Given): string {
  const text = String(value).trim();
  let url: URL;
  try {
    addressOf(text, 'region');
    url = new URL(text.replaceAll(REGION_PLACEHOLDER, 'region'));
  } catch {
    // With a scheme it is something else that is wrong.
    const isBare = !text.includes('://') && /^[\w[\]-]*[.:][\w.[\]:-]*(?:\/\S*)?$/.test(text);
    const meant = isBare && URL.canParse(`http://${text}`);
    const like = meant ? `http://${text.replace(/\/?$/, '/')}` : 'http://127.0.0.1:5000/';
    throw new UsageError(`${origin}: '${text}' is not an address; write it like ${like}`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError(
      `${origin}: '${text}' must begin with http:// or https://${text.includes('://') ? '' : `; write it like http://${text.replace(/\/?$/, '/')}`}`,
    );
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      `${origin}: credentials do not belong into the address; use AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    );
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`${origin}: '${text}' must not have a query or a fragment`);
  return text.includes(REGION_PLACEHOLDER) ? text : url.href;
}

/** A label of a host name (RFC 1123, 2.1): regions are put into hosts. */
const HOST_LABEL = '^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$';

/**
 * The three regions of a run: the given ones first, then those of the contract that are not among them.
 * @throws UsageError when there are more than three, none, two alike, or one that is no region
 */
export function regions(
  { value, origin }: Given,
  fallback: Target['regions'],
  pattern: string = HOST_LABEL,
): Target['regions'] {
  const list = (Array.isArray(value) ? value : String(value).split(',')).map((region) =>
    String(region).trim(),
  );
  if (list.some((region) => region === '') || list.length > 3)
    throw new UsageError(`${origin}: give one to three regions, separated by commas: main, second, quiet`);
  const wrong = list.find((region) => !new RegExp(pattern, 'u').test(region));
  if (wrong !== undefined)
    throw new UsageError(
      `${origin}: '${wrong}' is not a region; write it with letters, digits and hyphens, like ${fallback[0]}`,
    );
  if (new Set(list).size < list.length)
    throw new UsageError(`${origin}: the regions must differ from each other`);
  const [main = '', second = '', quiet = ''] = [
    ...list,
    ...fallback.filter((region) => !list.includes(region)),
  ];
  return [main, second, quiet];
}

/**
 * Names as a list or separated by commas.
 * @throws UsageError when one is empty
 */
export function names({ value, origin }: Given): readonly string[] {
  const list = (Array.isArray(value) ? value : String(value).split(',')).map((name) => String(name).trim());
  if (list.includes('')) throw new UsageError(`${origin}: give names, separated by commas`);
  return list;
}

/**
 * Capabilities as an object or as `ed25519,no-ppk`.
 * @throws UsageError for a capability nobody knows
 */
export function capabilities({ value, origin }: Given): Target['capabilities'] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  const words = (Array.isArray(value) ? value : String(value).split(',')).map((word) => String(word).trim());
  return Object.fromEntries(
    words.map((word) => {
      const name = word.replace(/^no-/, '');
      if (isCapability(name)) return [name, name === word];
      const hint = didYouMean(name, CAPABILITIES);
      throw new UsageError(
        `${origin}: unknown capability '${name}'${hint === '' ? `; known are ${CAPABILITIES.join(', ')}` : hint}`,
      );
    }),
  );
}

function isCapability(name: string): name is Capability {
  return CAPABILITIES.some((capability) => capability === name);
}
