import { redactText } from './redact-text.ts';
import type { Exchange, KeyPairCall } from './target.ts';

export { redactText };

/** A response body that can be written into a report. */
export type RedactedBody = (
  | { readonly kind: 'text'; readonly text: string }
  /** Not UTF-8. */
  | { readonly kind: 'base64'; readonly base64: string }
) & {
  /** Bytes of the whole body; set where only its beginning is here. */
  readonly cutFrom?: number;
};

/** An exchange without secrets, safe to print and to write as JSON. */
export interface RedactedExchange extends Omit<Exchange, 'response' | 'call'> {
  readonly response: Omit<Exchange['response'], 'body'> & { readonly body: RedactedBody };
  /** Material that was bytes is text here, or `base64:` and its base64 where it is not UTF-8. */
  readonly call: KeyPairCall;
}

/** Bytes of a body that are kept; a describe of some hundred key pairs fits. */
const KEPT_BYTES = 65_536;

/** Characters beyond the kept ones that are looked at, so that a key at the cut is known as one. */
const MARGIN = 262_144;

/** Without `stream` it keeps nothing from one text to the next. */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Headers whose whole value is secret. */
const SECRET_HEADERS = new Set([
  'x-amz-security-token',
  'x-acs-security-token',
  'x-acs-accesskey-id',
  'cookie',
  'set-cookie',
  'proxy-authorization',
]);

/**
 * Removes private keys, signatures, tokens and the given secrets from an exchange and cuts a long body.
 * @param secrets values to remove wherever they stand, e.g. the secret access key
 */
export function redactExchange(
  exchange: Exchange,
  secrets: readonly string[] = [],
  keptBytes: number = KEPT_BYTES,
): RedactedExchange {
  const clean = (text: string): string => redactText(text, secrets);
  const { request, response, call } = exchange;
  const headers = (all: Exchange['request']['headers']): [string, string][] =>
    all.map(([name, value]) => [name, redactHeader(name, value, clean)]);
  return {
    ...exchange,
    request: {
      ...request,
      url: clean(request.url),
      headers: headers(request.headers),
      body: shortened(request.body, clean, keptBytes),
    },
    response: {
      ...response,
      headers: headers(response.headers),
      body: redactBody(response.body, clean, keptBytes),
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

function redactBody(bytes: Uint8Array, clean: (text: string) => string, kept: number): RedactedBody {
  const whole = bytes.byteLength;
  const text = utf8(bytes);
  if (text !== undefined) return textBody(text, clean, kept, whole);
  const latin1 = Buffer.from(bytes.subarray(0, kept + MARGIN)).toString('latin1');
  // Bytes that hide a key between others are shown as text, because their base64 would carry the key along.
  if (clean(latin1) !== latin1) return textBody(latin1, clean, kept, whole);
  const base64 = Buffer.from(bytes.subarray(0, kept)).toString('base64');
  return { kind: 'base64', base64, ...(whole > kept ? { cutFrom: whole } : {}) };
}

function textBody(text: string, clean: (text: string) => string, kept: number, whole: number): RedactedBody {
  const cleaned = cleanStart(text, clean, kept);
  return { kind: 'text', text: cleaned.text, ...(cleaned.cut ? { cutFrom: whole } : {}) };
}

/** Cleaned before it is cut: half a key would not be known as one. */
function cleanStart(
  text: string,
  clean: (text: string) => string,
  kept: number,
): { readonly text: string; readonly cut: boolean } {
  const cleaned = clean(text.slice(0, kept + MARGIN));
  const cut = cleaned.length > kept || text.length > kept + MARGIN;
  return { text: cleaned.slice(0, kept), cut };
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
