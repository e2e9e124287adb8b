import { SaxesParser } from 'saxes';

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

/** Far above any honest answer: 5,000 key pairs with 50 tags each are 900,000 elements, 16 levels are plenty. */
const LIMITS: XmlLimits = { depth: 64, nodes: 2_000_000, text: 1_048_576 };

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
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
    document = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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

/** @throws Error with the reason at the first fault */
function parse(document: string, limits: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let nodes = 0;
  const refuse = (reason: string): never => {
    throw new Error(`${parser.line}:${parser.column}: ${reason}`);
  };
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    element.text += text;
    if (element.text.length > limits.text)
      refuse(`more than ${limits.text} characters of text in one element`);
  };

  parser.on('error', (error) => {
    throw error;
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      refuse(`the declared encoding is ${encoding}, not UTF-8`);
  });
  parser.on('doctype', () => refuse('a document type declaration is not allowed'));
  parser.on('opentagstart', () => {
    if (open.length >= limits.depth) refuse(`more than ${limits.depth} levels of elements`);
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes).map(({ local, prefix, uri, value }) => ({
      local,
      prefix,
      namespace: uri,
      value,
    }));
    nodes += 1 + attributes.length;
    if (nodes > limits.nodes) refuse(`more than ${limits.nodes} elements and attributes`);
    const { local, prefix, uri } = tag;
    const element = { local, prefix, namespace: uri, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(document).close();
  if (root === undefined) return refuse('there is no element');
  return root;
}

/** The first child with this local name, in any namespace. */
export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local);
}

/** All children with this local name, in any namespace. */
export function childrenOf(element: XmlElement, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.local === local);
}
