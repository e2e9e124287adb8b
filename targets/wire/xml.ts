import { createRequire } from 'node:module';
import type * as Saxes from 'saxes';

// By `require`, because `import` of this package takes four times as long, and the first answer waits for it.
const { SaxesParser } = createRequire(import.meta.url)('saxes') as typeof Saxes;

/** An attribute with its namespace resolved. */
export interface XmlAttribute {
  readonly local: string;
  readonly prefix: string;
  readonly namespace: string;
  readonly value: string;
}

/** An element with its namespace resolved. */
export interface XmlElement {
  readonly local: string;
  readonly prefix: string;
  /** Namespace name, `''` for none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Child elements in document order. */
  readonly children: readonly XmlElement[];
  /** Character data directly inside this element (CDATA included), joined and untrimmed. */
  readonly text: string;
  /** Line of the end of the start tag, from 1. */
  readonly line: number;
}

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  /** `reason` is one plain sentence without a final period. */
  | { readonly ok: false; readonly reason: string };

/** Limits that keep a hostile body from costing more than reading it. */
export interface XmlLimits {
  readonly depth: number;
  /** Elements and attributes together. */
  readonly nodes: number;
  /** Characters of text in one element. */
  readonly text: number;
}

/** Without `stream` it keeps nothing from one text to the next. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Far above any honest answer: 5,000 key pairs, the most that a region holds, with 25 tags each are 410,000 elements, and
 * 16 levels are plenty. They take 100 MB while they are read.
 */
const LIMITS: XmlLimits = { depth: 64, nodes: 450_000, text: 1_048_576 };

/** Of one element; the parser holds all of them before the element is known. */
const MOST_ATTRIBUTES = 1_000;

// One for all: most elements have none.
const NO_ATTRIBUTES: readonly XmlAttribute[] = [];
const NO_CHILDREN: OpenElement[] = [];

interface OpenElement extends XmlElement {
  children: OpenElement[];
  text: string;
}

/**
 * Reads a body as strict XML 1.0/1.1 with namespaces. Refused: invalid UTF-8, another declared encoding, a document
 * type (entity expansion), anything not well-formed, anything after the root element. A UTF-8 byte order mark is
 * tolerated, as XML 1.0 (appendix F) allows it.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = LIMITS): XmlReading {
  if (bytes.byteLength === 0) return { ok: false, reason: 'the body is empty' };
  let document: string;
  try {
    document = UTF8.decode(bytes);
  } catch {
    return { ok: false, reason: 'the body is not valid UTF-8' };
  }
  try {
    return { ok: true, root: parse(document, limits) };
  } catch (error) {
    return {
      ok: false,
      reason: `the body is not readable XML: ${error instanceof Error ? error.message : error}`,
    };
  }
}

/** A reader that is between two documents. */
let idle: Reader | undefined;

/** @throws Error with the reason at the first fault */
function parse(document: string, limits: XmlLimits): XmlElement {
  const reader = idle ?? new Reader();
  idle = undefined;
  // A fault leaves a reader in the middle of its document; that one is not used again.
  const root = reader.read(document, limits);
  idle = reader;
  return root;
}

/** Reads one document after the other with one parser, because to set one up takes as long as a short document. */
class Reader {
  readonly #parser = new SaxesParser({ xmlns: true });
  #limits = LIMITS;
  #open: OpenElement[] = [];
  #root: OpenElement | undefined;
  #nodes = 0;
  #attributes = 0;
  /** Names and namespaces, each once: every element of a list has the same. */
  readonly #names = new Map<string, string>();

  constructor() {
    const parser = this.#parser;
    const addText = (text: string): void => this.#addText(text);
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
        this.#refuse(`the declared encoding is ${encoding}, not UTF-8`);
    });
    parser.on('doctype', () => this.#refuse('a document type declaration is not allowed'));
    parser.on('opentagstart', () => {
      if (this.#open.length >= this.#limits.depth)
        this.#refuse(`more than ${this.#limits.depth} levels of elements`);
      this.#attributes = 0;
    });
    parser.on('attribute', () => {
      this.#attributes += 1;
      if (this.#attributes > MOST_ATTRIBUTES)
        this.#refuse(`more than ${MOST_ATTRIBUTES} attributes of one element`);
    });
    parser.on('opentag', (tag) => this.#openElement(tag));
    parser.on('text', addText);
    parser.on('cdata', addText);
    parser.on('closetag', () => {
      this.#open.pop();
    });
  }

  /** @throws Error with the reason at the first fault; the reader is of no use then */
  read(document: string, limits: XmlLimits): XmlElement {
    this.#limits = limits;
    this.#open = [];
    this.#root = undefined;
    this.#nodes = 0;
    this.#names.clear();
    this.#parser.write(document).close();
    const root = this.#root;
    this.#root = undefined;
    return root ?? this.#refuse('there is no element');
  }

  #refuse(reason: string): never {
    throw new Error(`${this.#parser.line}:${this.#parser.column}: ${reason}`);
  }

  #openElement({ local, prefix, uri, attributes: given }: Saxes.SaxesTagNS): void {
    const all = Object.values(given);
    const attributes =
      all.length === 0
        ? NO_ATTRIBUTES
        : all.map((one) => ({
            local: one.local,
            prefix: one.prefix,
            namespace: one.uri,
            value: one.value,
          }));
    this.#nodes += 1 + attributes.length;
    if (this.#nodes > this.#limits.nodes)
      this.#refuse(`more than ${this.#limits.nodes} elements and attributes`);
    const { line } = this.#parser;
    const element: OpenElement = {
      local: this.#once(local),
      prefix: this.#once(prefix),
      namespace: this.#once(uri),
      attributes,
      children: NO_CHILDREN,
      text: '',
      line,
    };
    const parent = this.#open.at(-1);
    if (parent?.children === NO_CHILDREN) parent.children = [element];
    else parent?.children.push(element);
    this.#open.push(element);
    this.#root ??= element;
  }

  #once(text: string): string {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    this.#names.set(text, text);
    return text;
  }

  #addText(text: string): void {
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.text += text;
    if (element.text.length > this.#limits.text)
      this.#refuse(`more than ${this.#limits.text} characters of text in one element`);
  }
}

/** The first child with this local name, in any namespace. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local);
}

/** All children with this local name, in any namespace. */
export function childrenOf(element: XmlElement, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.local === local);
}
