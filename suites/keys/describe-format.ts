import { quote } from './malformed.ts';

/** The digests by their length in bytes. */
const LENGTHS: ReadonlyMap<number, string> = new Map([
  [16, 'MD5'],
  [20, 'SHA-1'],
  [28, 'SHA-224'],
  [32, 'SHA-256'],
  [48, 'SHA-384'],
  [64, 'SHA-512'],
]);

/**
 * The outward facts of a fingerprint that nothing explains: its alphabet, its bytes, and which digest has that
 * length, e.g. "20 bytes of lower-case hexadecimal with colons, the length of SHA-1".
 */
export function describeFormat(observed: string): string {
  if (observed === '') return 'an empty text';
  const [, prefix = '', value = ''] = /^((?:MD5|SHA\d{1,3}):)?([\s\S]*)$/u.exec(observed) ?? [];
  const behind = prefix === '' ? '' : ` behind the prefix ${prefix}`;
  const facts = hexFacts(value) ?? base64Facts(value);
  if (facts === undefined) {
    return `${observed.length} characters that are neither hexadecimal nor base64: ${quote(observed)}`;
  }
  const digest = LENGTHS.get(facts.bytes);
  const length = digest === undefined ? 'no length of a known digest' : `the length of ${digest}`;
  return `${facts.bytes} bytes of ${facts.form}${behind}, ${length}`;
}

function hexFacts(value: string): { bytes: number; form: string } | undefined {
  const colons = value.includes(':');
  const shape = colons ? /^[0-9a-f]{2}(?::[0-9a-f]{2})*$/iu : /^(?:[0-9a-f]{2})+$/iu;
  if (!shape.test(value)) return undefined;
  const bytes = value.replaceAll(':', '').length / 2;
  return { bytes, form: `${letterCase(value)}hexadecimal ${colons ? 'with' : 'without'} colons` };
}

function letterCase(value: string): string {
  const [lower, upper] = [/[a-f]/u.test(value), /[A-F]/u.test(value)];
  if (lower && upper) return 'mixed-case ';
  if (upper) return 'upper-case ';
  return lower ? 'lower-case ' : '';
}

function base64Facts(value: string): { bytes: number; form: string } | undefined {
  const url = /[-_]/u.test(value);
  const shape = url ? /^[A-Za-z0-9_-]+={0,2}$/u : /^[A-Za-z0-9+/]+={0,2}$/u;
  const digits = value.replaceAll('=', '').length;
  const padded = value.includes('=');
  if (!shape.test(value) || digits % 4 === 1 || (padded && value.length % 4 !== 0)) return undefined;
  const padding = padded ? 'with padding' : 'without padding';
  return { bytes: Math.floor((digits * 3) / 4), form: `${url ? 'base64url' : 'base64'} ${padding}` };
}
