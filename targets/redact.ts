import { createHash } from 'node:crypto';
import { PROVIDERS } from './providers.ts';
import { removeCarriers } from './redact-carriers.ts';
import { type ShownBody, shownCreate, shownCreateHeader, withheldMark } from './redact-create.ts';
import { decode, hasEscapes, replaceRanges } from './redact-decoded.ts';
import { type Withheld, withheldMaterial } from './redact-material.ts';
import { joined, removeSecrets } from './redact-secrets.ts';
import { redactText, withoutSignatures } from './redact-text.ts';
import type { Credentials, Exchange, KeyPairCall } from './target.ts';

export { redactText };

/** A response body that can be written into a report. */
export type RedactedBody = (
  | { readonly kind: 'text'; readonly text: string }
  /** Not UTF-8. */
  | { readonly kind: 'base64'; readonly base64: string }
) & {
  /** Bytes of the whole body and its digest in hexadecimal; set where only its beginning is here. */
  readonly cutFrom?: number;
  readonly sha256?: string;
};

/** An exchange without secrets, safe to print and to write as JSON. */
export interface RedactedExchange extends Omit<Exchange, 'response' | 'call'> {
  readonly response: Omit<Exchange['response'], 'body'> & { readonly body: RedactedBody };
  /** Material that was bytes is text here, or `base64:` and its base64 where it is not UTF-8. */
  readonly call: KeyPairCall;
}

/** Bytes of a body that are kept; a describe of some hundred key pairs fits. */
const KEPT_BYTES = 65_536;

/** Bytes of bodies that are kept of a whole run, so that no target fills disk or memory; an honest run has a third. */
const KEPT_OF_RUN = 50_000_000;

/** Bytes of a body that are kept when those of the run are used up. */
const KEPT_AT_LEAST = 512;

/** Characters beyond the kept ones that are looked at, so that a key at the cut is known as one. */
const MARGIN = 262_144;

/** Without `stream` it keeps nothing from one text to the next. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Headers whose whole value is secret. */
const SECRET_HEADERS = new Set([
  ...PROVIDERS.flatMap(({ secretHeaders }) => secretHeaders),
  'cookie',
  'set-cookie',
  'proxy-authorization',
]);

/** What a run must not show. */
export interface RedactorOptions {
  readonly credentials?: Credentials;
  /** Further values that nobody may see. */
  readonly secrets?: readonly string[];
  /** What the user does not want to see in any report, with the flag `g`. */
  readonly patterns?: readonly RegExp[];
  /** Bytes of one body that are kept. */
  readonly keptBytes?: number;
  /** Bytes of all bodies together that are kept. */
  readonly keptOfRun?: number;
}

/** Takes out of the texts and exchanges of a run what nobody may see; the only place where that is done. */
export interface Redactor {
  /** For a text of any origin. */
  text(text: string): string;
  /** For what belongs to some exchanges: their texts may quote what is withheld of them. */
  within(exchanges: readonly Exchange[]): ExchangeRedactor;
}

/** A redactor that knows what was withheld of some exchanges. */
export interface ExchangeRedactor {
  text(text: string): string;
  exchange(exchange: Exchange): RedactedExchange;
}

/** A redactor for one run: it counts what it has let through. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const { credentials, patterns = [], keptBytes = KEPT_BYTES, keptOfRun = KEPT_OF_RUN } = options;
  const { secretAccessKey, sessionToken } = credentials ?? {};
  const secrets = [
    ...new Set(
      [secretAccessKey, sessionToken, ...(options.secrets ?? [])].filter((one) => one !== undefined),
    ),
  ];
  let left = keptOfRun;
  const plain = (text: string): string => removePatterns(removeSecrets(text, secrets), patterns);
  const hideRest = remembered((text) =>
    removePatterns(redactText(removeCarriers(text, plain, '[redacted]'), secrets), patterns),
  );
  // A signature is new with every request; without it, what stands beside it comes again.
  const hide = (text: string): string => hideRest(withoutSignatures(text));
  return {
    text: hide,
    within(exchanges) {
      const shown = new Map(
        exchanges
          .filter(({ call }) => call.operation === 'create')
          .map((one) => {
            const { body, headers, cut } = one.response;
            return [one, shownCreate(body, headers, one.call, cut)] as const;
          }),
      );
      const material: Withheld = withheldMaterial(
        [...shown.values()].flatMap(({ withheld }) => withheld),
        [...shown].flatMap(([{ request }, { known }]) => [request.url, JSON.stringify(request), ...known]),
      );
      const text = (given: string): string => material.remove(hide(given));
      return {
        text,
        exchange(exchange) {
          const kept = Math.min(keptBytes, Math.max(KEPT_AT_LEAST, left));
          const redacted = redactExchange(exchange, text, kept, shown.get(exchange));
          left -= lengthOf(redacted);
          return redacted;
        },
      };
    },
  };
}

/** Texts that are remembered: names and values of headers, which come again with every exchange. */
const REMEMBERED = { characters: 400, texts: 2_000 } as const;

/** The same function, which does not do again what it did for a short text lately. */
function remembered(clean: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > REMEMBERED.characters) return clean(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED.texts) known.clear();
    const now = clean(text);
    known.set(text, now);
    return now;
  };
}

/** What the user does not want to see, as it stands and with its escapes undone. */
function removePatterns(text: string, patterns: readonly RegExp[]): string {
  const plain = patterns.reduce((rest, pattern) => rest.replace(pattern, '[redacted]'), text);
  if (patterns.length === 0 || !hasEscapes(plain)) return plain;
  const decoded = decode(plain);
  const ranges = patterns.flatMap((pattern) =>
    [...decoded.text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length] as const),
  );
  const found = ranges.filter(([from, to]) => from < to);
  return replaceRanges(plain, decoded, joined(found), () => '[redacted]');
}

function lengthOf({ request, response: { body } }: RedactedExchange): number {
  return request.body.length + (body.kind === 'text' ? body.text.length : body.base64.length);
}

/** @param shown body of a response to a create, as it may be seen */
function redactExchange(
  exchange: Exchange,
  clean: (text: string) => string,
  kept: number,
  shown: ShownBody | undefined,
): RedactedExchange {
  const { request, response, call } = exchange;
  const headers = (
    all: Exchange['request']['headers'],
    seen: (value: string) => string = (value) => value,
  ): [string, string][] => all.map(([name, value]) => [clean(name), redactHeader(name, seen(value), clean)]);
  const plain = shown === undefined ? undefined : (value: string) => shownCreateHeader(value, call);
  return {
    ...exchange,
    request: {
      ...request,
      url: clean(request.url),
      headers: headers(request.headers),
      body: shortened(request.body, clean, kept),
    },
    response: {
      status: response.status,
      headers: headers(response.headers, plain),
      body:
        shown === undefined ? redactBody(response, clean, kept) : { kind: 'text', text: clean(shown.text) },
    },
    call: redactCall(call, clean),
  };
}

function redactHeader(name: string, value: string, clean: (text: string) => string): string {
  const lower = name.toLowerCase();
  if (SECRET_HEADERS.has(lower)) return '[redacted]';
  const signed = lower !== 'authorization' || /\bSignature=/i.test(value);
  return signed ? clean(value) : '[redacted]';
}

function shortened(text: string, clean: (text: string) => string, kept: number): string {
  const start = cleanStart(text, clean, kept);
  return start.cut ? `${start.text}[cut from ${text.length} characters]` : start.text;
}

function redactBody(
  { body, cut: known }: Exchange['response'],
  clean: (text: string) => string,
  kept: number,
): RedactedBody {
  const bytes = beginningOf(body, kept + MARGIN);
  const text = utf8(bytes);
  if (isBinary(bytes, text !== undefined)) return { kind: 'text', text: withheldMark(body, known) };
  const cutAt = (isCut: boolean): Pick<RedactedBody, 'cutFrom' | 'sha256'> =>
    isCut || known !== undefined ? (known ?? cutOf(body)) : {};
  const latin1 = text ?? Buffer.from(bytes).toString('latin1');
  const start = cleanStart(latin1, clean, kept);
  // Bytes that hide a key between others are shown as text, because their base64 would carry the key along.
  if (text !== undefined || start.changed)
    return { kind: 'text', text: start.text, ...cutAt(start.cut || bytes.length < body.byteLength) };
  const base64 = Buffer.from(body.subarray(0, kept)).toString('base64');
  return { kind: 'base64', base64, ...cutAt(body.byteLength > kept) };
}

/** So many bytes of a body at the most, and no half character at the end. */
function beginningOf(body: Uint8Array, most: number): Uint8Array {
  if (body.byteLength <= most) return body;
  let end = most;
  while (end > most - 4 && ((body[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return body.subarray(0, end);
}

/** A body shorter than this hides nothing; beyond it, bytes that are no text may be at most this share. */
const SHORTEST_BINARY = 24;
const BINARY_SHARE = 0.1;

/** Whether a body is compressed, UTF-16 or another code in which nothing could be found: it is not kept. */
function isBinary(bytes: Uint8Array, isUtf8: boolean): boolean {
  if (bytes.byteLength < SHORTEST_BINARY) return false;
  let strange = 0;
  for (const byte of bytes) {
    if ((byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || (byte > 0x7e && !isUtf8))
      strange += 1;
  }
  return strange > bytes.byteLength * BINARY_SHARE;
}

function cutOf(bytes: Uint8Array): Pick<RedactedBody, 'cutFrom' | 'sha256'> {
  return { cutFrom: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Cleaned before it is cut: half a key would not be known as one. */
function cleanStart(
  text: string,
  clean: (text: string) => string,
  kept: number,
): { readonly text: string; readonly cut: boolean; readonly changed: boolean } {
  const given = text.slice(0, kept + MARGIN);
  const cleaned = clean(given);
  const cut = cleaned.length > kept || text.length > kept + MARGIN;
  return { text: cleaned.slice(0, kept), cut, changed: cleaned !== given };
}

function redactCall(call: KeyPairCall, clean: (text: string) => string): KeyPairCall {
  const material = call.parameters.material;
  const text =
    material === undefined || typeof material === 'string'
      ? material
      : (utf8(material) ?? `base64:${Buffer.from(material).toString('base64')}`);
  const parameters = { ...call.parameters, ...(text === undefined ? {} : { material: text }) };
  return mapStrings({ ...call, parameters }, clean);
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The same value with every string in it mapped; keys stay, and members without a value are left out as in JSON. */
function mapStrings<T>(value: T, map: (text: string) => string): T {
  return mapped(value, map) as T;
}

function mapped(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => mapped(part, map));
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined) copy[key] = mapped(part, map);
  return copy;
}
