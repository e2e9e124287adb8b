import { createHash } from 'node:crypto';
import type { KeyPairCall } from './call.ts';
import { KEY_MARK } from './redact-text.ts';
import { type JsonValue, readJson } from './wire/json.ts';
import { readXml, type XmlElement } from './wire/xml.ts';

/** What is kept of a response to a create. */
export interface ShownBody {
  readonly text: string;
  /** Texts that are not in it. */
  readonly withheld: readonly string[];
  /** Texts that are in it and could stand in those that are not. */
  readonly known: readonly string[];
}

/** Larger than any response to a create. */
const LARGEST = 262_144;
const LIMITS = { depth: 16, nodes: 1_000, text: LARGEST };

/** Characters that are kept of everything that is not known to be harmless; a key of 24 bytes needs more in any writing. */
const UNKNOWN_CHARACTERS = 23;

/** Names of the element that holds the private key, by provider and in the messages of adapters. */
const KEY_ELEMENTS: ReadonlySet<string> = new Set(['keyMaterial', 'PrivateKeyBody', 'privateKey']);

/** Names that cost nothing: what providers put into a response to a create, or into an error. */
const NAMES: ReadonlySet<string> = new Set(
  `CreateKeyPairResponse Response ErrorResponse Errors Error Code Message Type RequestID RequestId requestId HostId
  Recommend keyName keyFingerprint keyPairId keyType tagSet item key value KeyPairName KeyPairId KeyPairFingerPrint
  ResourceGroupId CreationTime createTime Tags Tag TagKey TagValue type status keyPairs name id fingerprint createdAt
  tags code message result error native types exception operationName
  ${[...KEY_ELEMENTS].join(' ')}`.split(/\s+/),
);

/** A namespace of an honest answer. */
const NAMESPACE =
  /^https?:\/\/(?:[a-z]{1,5}\d?\.)?[a-z.]{1,30}(?:\/[a-z]{1,10}){0,3}(?:\/\d{4}-\d\d-\d\d)?\/?$/i;

/** Values that cost nothing, by the name they stand under. A name that is in no row has no such values. */
const VALUES: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [
    /fingerprint$/i,
    /^(?:[A-Z0-9]{3,6}:)?(?:(?:[0-9a-f]{2}[:-]?){15,32}|[A-Za-z0-9+/]{27}=?|[A-Za-z0-9+/]{43}=?)$/i,
  ],
  [/^(?:keyPairId|id)$/i, /^[a-z]{1,8}-[0-9a-z]{1,22}$/],
  [/^xmlns$/, NAMESPACE],
  [/^requestid$/i, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  [/^(?:Code|Type|exception|operationName)$/i, /^[A-Za-z.]{1,80}$/],
  [/^(?:createTime|CreationTime|createdAt)$/, /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/],
];

const TAG = /<[^<>]{0,100}>/g;

/** Where prose may stand. */
const PROSE: ReadonlySet<string> = new Set(['Message', 'message', 'Recommend', 'reason']);
/** A word of prose: no digits, vowels, and capitals only where words have them. */
const WORD =
  /^(?=.*[aeiouy])(?:[A-Z]?[a-z]{3,16}|[A-Z]?[a-z]{2,12}(?:[A-Z][a-z]{2,12}){1,4}|[Aa]n?|[Aa]nd|are|as|at|be|but|by|can|do|for|has|if|in|is|it|its|key|may|no|not|of|on|or|set|the|to|too|use|was|with|you|RSA|EC2|ECS|PEM|PPK|[TI][a-z]{1,2})$/;
/** Words of a message; more are no message. */
const MOST_WORDS = 80;

/**
 * The body of a response to a create as it may be shown: only what its parser understood, written anew, with the whole
 * element of the key replaced. What is kept is known to be harmless by where it stands and how it looks; the rest may
 * have a few characters in all. It makes no difference how a key is encoded, because nothing is looked for.
 */
export function shownCreate(
  bytes: Uint8Array,
  headers: readonly (readonly [string, string])[],
  call: KeyPairCall,
  cut?: Parameters<typeof withheldMark>[1],
): ShownBody {
  if (bytes.byteLength === 0) return { text: '', withheld: [], known: [] };
  const encoded = headers.some(
    ([name, value]) => name.toLowerCase() === 'content-encoding' && value.toLowerCase() !== 'identity',
  );
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const writer = new Writer(valuesOf(call));
  const shown = encoded || bytes.byteLength > LARGEST ? undefined : writer.write(bytes, text);
  const { withheld, known } = writer;
  if (shown !== undefined) return { text: shown, withheld, known };
  return {
    text: withheldMark(bytes, cut),
    withheld: [text.slice(0, LARGEST), text.slice(0, LARGEST).replace(TAG, '')],
    known: [],
  };
}

/** Stands for bytes that are not kept; equal bytes have an equal digest. */
export function withheldMark(
  bytes: Uint8Array,
  { cutFrom, sha256 }: { readonly cutFrom: number; readonly sha256: string } = {
    cutFrom: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  },
): string {
  return `[${cutFrom} bytes withheld, sha256 ${sha256.slice(0, 16)}]`;
}

/** A header of a response to a create: kept where it is as short or as plain as those of honest answers. */
export function shownCreateHeader(value: string, call: KeyPairCall): string {
  return new Writer(valuesOf(call)).prose(value);
}

/** What the request itself said; an answer may repeat it. */
function valuesOf({ parameters, region }: KeyPairCall): readonly string[] {
  const { name, keyType, keyFormat, tags = [] } = parameters;
  const all = [name, keyType, keyFormat, region, ...tags.flatMap(({ key, value }) => [key, value])];
  return all
    .filter((value) => value !== undefined && value !== '')
    .toSorted((left, right) => (right?.length ?? 0) - (left?.length ?? 0)) as readonly string[];
}

class Writer {
  readonly withheld: string[] = [];
  readonly known: string[] = [];
  readonly #own: readonly string[];
  #left = UNKNOWN_CHARACTERS;

  constructor(own: readonly string[]) {
    this.#own = own;
  }

  /** `undefined` where no parser understands it. */
  write(bytes: Uint8Array, text: string): string | undefined {
    if (/^\s*[[{"]/.test(text)) {
      const reading = readJson(bytes);
      return reading.ok ? JSON.stringify(this.#json(reading.value, '')) : undefined;
    }
    const reading = readXml(bytes, LIMITS);
    if (!reading.ok) return undefined;
    const declaration = /^\s*(<\?xml version="1\.0" encoding="UTF-8"\?>)/i.exec(text)?.[1];
    return [...(declaration === undefined ? [] : [declaration]), ...this.#xml(reading.root, '')].join('\n');
  }

  #json(value: JsonValue | undefined, name: string): unknown {
    if (KEY_ELEMENTS.has(name)) return this.#key(typeof value === 'string' ? value : JSON.stringify(value));
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((one) => this.#json(one, name));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [this.#name(key), this.#json(one, key)]),
      );
    }
    if (typeof value === 'string') return this.#value(value, name);
    if (typeof value !== 'number') return value;
    const digits = String(value);
    return this.#spend(digits.length) ? value : this.#withhold(digits);
  }

  #xml(element: XmlElement, indent: string): readonly string[] {
    const { local, prefix, attributes, children, text } = element;
    const name = `${prefix === '' ? '' : `${this.#name(prefix)}:`}${this.#name(local)}`;
    const given = attributes.map((one) => {
      const written =
        one.prefix === '' ? this.#name(one.local) : `${this.#name(one.prefix)}:${this.#name(one.local)}`;
      return ` ${written}="${escaped(this.#value(one.value, written))}"`;
    });
    const open = `${indent}<${name}${given.join('')}`;
    if (KEY_ELEMENTS.has(local)) return [`${open}>${this.#key(everyText(element))}</${name}>`];
    if (children.length === 0)
      return [text === '' ? `${open}/>` : `${open}>${escaped(this.#value(text, local))}</${name}>`];
    const between = text.trim() === '' ? [] : [`${indent}  ${escaped(this.#value(text, ''))}`];
    const inner = children.flatMap((child) => this.#xml(child, `${indent}  `));
    return [`${open}>`, ...between, ...inner, `${indent}</${name}>`];
  }

  #key(material: string): string {
    this.withheld.push(material);
    return KEY_MARK;
  }

  #name(name: string): string {
    return NAMES.has(name) || name === 'xmlns' || this.#spend(name.length) ? name : this.#withhold(name);
  }

  #value(text: string, name: string): string {
    if (VALUES.some(([names, values]) => names.test(name) && values.test(text))) {
      // A fingerprint may be the key itself, which is told by the key.
      if (!/fingerprint$/i.test(name)) this.known.push(text, `${name}${text}`);
      return text;
    }
    if (PROSE.has(name)) return this.prose(text);
    if (this.#own.some((value) => value.includes(text))) return text;
    return this.#spend(this.#without(text).trim().length) ? text : this.#withhold(text);
  }

  /** A text of words; what the request said does not count. */
  prose(text: string): string {
    const words = this.#without(text).split(/[\s"'`.,;:()[\]{}<>=/-]+/);
    const others = words.filter((word) => word !== '' && !WORD.test(word));
    const cost = others.reduce((sum, word) => sum + word.length, 0);
    return words.length <= MOST_WORDS && this.#spend(cost) ? text : this.#withhold(text);
  }

  #without(text: string): string {
    return this.#own
      .filter(({ length }) => length >= 3)
      .reduce((rest, value) => rest.replaceAll(value, ' '), text)
      .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, ' ');
  }

  #spend(characters: number): boolean {
    if (characters > this.#left) return false;
    this.#left -= characters;
    return true;
  }

  #withhold(text: string): string {
    this.withheld.push(text);
    return `[${Buffer.byteLength(text)} bytes withheld]`;
  }
}

function everyText({ text, attributes, children }: XmlElement): string {
  const inner = children.flatMap((child) => [NAMES.has(child.local) ? '' : child.local, everyText(child)]);
  return [text, ...attributes.map(({ value }) => value), ...inner].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
