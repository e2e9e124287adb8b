import { decode, hasEscapes, replaceRanges } from './redact-decoded.ts';

const MARK = '[redacted]';

/** Secrets shorter than this are words (`test`) that stand in every text; removing them would destroy it. */
const MINIMUM_SECRET = 8;

/** A way to write a secret, and how much of its beginning gives it away. */
interface Form {
  readonly whole: string;
  readonly start: string;
}

/** What is looked for of secrets that go with every text of a run, made once. */
const FORMS = new WeakMap<readonly string[], readonly Form[]>();

/**
 * Removes secrets from a text: as they are, escaped (percent, entities, JSON), as base64 inside of any other text, and as
 * hexadecimal digits. The first eight characters are enough; what follows of the secret goes with them.
 */
export function removeSecrets(text: string, secrets: readonly string[]): string {
  const forms = formsOf(secrets);
  if (forms.length === 0) return text;
  if (!hasEscapes(text) && !forms.some(({ start }) => text.includes(start))) return text;
  const decoded = decode(text);
  const ranges = forms.flatMap((form) => rangesOf(decoded.text, form));
  return replaceRanges(text, decoded, joined(ranges), () => MARK);
}

function formsOf(secrets: readonly string[]): readonly Form[] {
  const known = FORMS.get(secrets);
  if (known !== undefined) return known;
  const forms = secrets.filter(({ length }) => length >= MINIMUM_SECRET).flatMap(formsOfOne);
  FORMS.set(secrets, forms);
  return forms;
}

function formsOfOne(secret: string): readonly Form[] {
  const hex = Buffer.from(secret).toString('hex');
  const encoded = ([0, 1, 2] as const).flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // Characters that also say something of the neighbors are left out.
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64'), bytes.toString('base64url')].map((base64) => base64.slice(first, last));
  });
  const form = (whole: string, length: number): Form => ({ whole, start: whole.slice(0, length) });
  return [
    form(secret, MINIMUM_SECRET),
    ...[...new Set(encoded)].map((one) => form(one, 9)),
    form(hex, 2 * MINIMUM_SECRET),
    form(hex.toUpperCase(), 2 * MINIMUM_SECRET),
  ];
}

function rangesOf(text: string, { whole, start }: Form): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (let at = text.indexOf(start); at !== -1; ) {
    let end = at + start.length;
    while (end - at < whole.length && text[end] === whole[end - at]) end += 1;
    ranges.push([at, end]);
    at = text.indexOf(start, end);
  }
  return ranges;
}

/** The same characters as ranges in order that do not touch. */
export function joined(
  ranges: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const result: [number, number][] = [];
  for (const [from, to] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
