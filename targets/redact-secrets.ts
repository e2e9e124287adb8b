import { decode, hasEscapes, replaceRanges } from './redact-decoded.ts';

const MARK = '[redacted]';

/** Secrets shorter than this are words (`test`) that stand in every text; removing them would destroy it. */
const MINIMUM_SECRET = 8;

/** Characters of a secret that are enough inside of it, where its beginning is not told. */
const PIECE = 16;
const STEP = 8;

/** A way to write a secret, and pieces of it that give it away, each with its place. */
interface Form {
  readonly whole: string;
  readonly pieces: readonly (readonly [text: string, at: number])[];
}

/** What is looked for of secrets. */
interface Sought {
  readonly forms: readonly Form[];
  /** The letters and digits of secrets in order, whatever stands between two of them. */
  readonly spaced: readonly RegExp[];
  /** Characters of the shortest text that holds anything of them. */
  readonly shortest: number;
}

/** What is looked for of secrets that go with every text of a run, made once. */
const SOUGHT = new WeakMap<readonly string[], Sought>();

/**
 * Removes secrets from a text: as they are, escaped (percent, entities, JSON), as base64 inside of any other text, as
 * hexadecimal digits, and with anything between their characters. The first eight characters are enough, and sixteen
 * anywhere; what stands beside them of the secret goes with them.
 */
export function removeSecrets(text: string, secrets: readonly string[]): string {
  const { forms, spaced, shortest } = soughtOf(secrets);
  if (text.length < shortest) return text;
  const plain = !hasEscapes(text);
  if (plain && !isTold(text, forms) && !spaced.some((one) => one.test(text))) return text;
  const decoded = plain ? { text, begin: (at: number) => at, end: (at: number) => at + 1 } : decode(text);
  const literal = isTold(decoded.text, forms) ? forms.flatMap((form) => rangesOf(decoded.text, form)) : [];
  const loose = spaced.flatMap((one) => matchesOf(decoded.text, one));
  return replaceRanges(text, decoded, joined([...literal, ...loose]), () => MARK);
}

function isTold(text: string, forms: readonly Form[]): boolean {
  return forms.some(({ pieces }) => pieces.some(([piece]) => text.includes(piece)));
}

function soughtOf(secrets: readonly string[]): Sought {
  const known = SOUGHT.get(secrets);
  if (known !== undefined) return known;
  const long = [...new Set(secrets)].filter(({ length }) => length >= MINIMUM_SECRET);
  const sought = {
    forms: long.flatMap(formsOfOne),
    spaced: long.flatMap(spacedForms),
    shortest: long.length === 0 ? Infinity : MINIMUM_SECRET,
  };
  SOUGHT.set(secrets, sought);
  return sought;
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
  return [
    ...writingsOf(secret).map((one) => formOf(one, MINIMUM_SECRET, 1)),
    ...[...new Set(encoded)].map((one) => formOf(one, 9, 1)),
    formOf(hex, 2 * MINIMUM_SECRET, 2),
    formOf(hex.toUpperCase(), 2 * MINIMUM_SECRET, 2),
  ];
}

/** A secret, and what parsers of forms, names and words make of its signs. */
function writingsOf(secret: string): readonly string[] {
  const all = [
    secret,
    secret.replaceAll('+', ' '),
    secret.replaceAll('+', '-').replaceAll('/', '_'),
    secret.replace(/[^A-Za-z0-9]/g, ''),
    secret.replace(/[^A-Za-z0-9]/g, '_'),
    secret.replace(/[^A-Za-z0-9]/g, '-'),
    secret.replace(/[^A-Za-z0-9]/g, ' '),
  ];
  return [...new Set(all)].filter(({ length }) => length >= MINIMUM_SECRET);
}

/** @param size characters that stand for one of the secret */
function formOf(whole: string, start: number, size: number): Form {
  const pieces: [string, number][] = [[whole.slice(0, start), 0]];
  for (let at = STEP * size; at + PIECE * size <= whole.length; at += STEP * size)
    pieces.push([whole.slice(at, at + PIECE * size), at]);
  return { whole, pieces };
}

/** Fewer letters with something between them are words that anybody says. */
const LEAST_SPACED = 16;
const BETWEEN = '[^A-Za-z0-9]{0,4}';

function spacedForms(secret: string): readonly RegExp[] {
  return [secret, Buffer.from(secret).toString('hex')].flatMap((form) => {
    const letters = [...form.replace(/[^A-Za-z0-9]/g, '')];
    if (letters.length < LEAST_SPACED) return [];
    const start = letters.slice(0, LEAST_SPACED).join(BETWEEN);
    // What follows of it, as far as it is told.
    const rest = letters.slice(LEAST_SPACED).reduceRight((inner, one) => `(?:${BETWEEN}${one}${inner})?`, '');
    return [new RegExp(start + rest, 'i')];
  });
}

function matchesOf(text: string, pattern: RegExp): readonly (readonly [number, number])[] {
  return [...text.matchAll(new RegExp(pattern, 'gi'))].map(({ 0: found, index }) => [
    index,
    index + found.length,
  ]);
}

function rangesOf(text: string, { whole, pieces }: Form): readonly (readonly [number, number])[] {
  return pieces.flatMap(([piece, place]) => {
    const ranges: [number, number][] = [];
    for (let at = text.indexOf(piece); at !== -1; ) {
      let end = at + piece.length;
      while (place + end - at < whole.length && text[end] === whole[place + end - at]) end += 1;
      let begin = at;
      while (begin > 0 && at - begin < place && text[begin - 1] === whole[place - (at - begin) - 1])
        begin -= 1;
      ranges.push([begin, end]);
      at = text.indexOf(piece, end);
    }
    return ranges;
  });
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
