import { type JsonObject, type JsonValue, readJson } from '../../wire/json.ts';
import { childOf, childrenOf, readXml, type XmlElement } from '../../wire/xml.ts';

/** A part of an answer, written as a JSON object or as an XML element with children. */
export interface AnswerNode {
  /** Names of what is in it, in the order of the answer. */
  readonly names: readonly string[];
  /** A text, number or boolean as text; undefined when it is not there or is something else. */
  text(name: string): string | undefined;
  /** The members `item` of the list `wrapper`; undefined when there is no such list. */
  list(wrapper: string, item: string): readonly AnswerNode[] | undefined;
}

/** An answer whose body could be read. */
export interface Answer {
  /** Name of the root element; JSON has none. */
  readonly root?: string;
  readonly node: AnswerNode;
}

export type AnswerReading =
  | { readonly ok: true; readonly answer: Answer }
  /** `reason` is one plain sentence without a final period. */
  | { readonly ok: false; readonly reason: string };

const LESS_THAN = 0x3c;
const BLANKS: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/** Reads a body by what it is and not by what its content type says, which is for the judges of shape. */
export function readAnswer(body: Uint8Array): AnswerReading {
  const first = body.find((byte) => !BLANKS.has(byte));
  if (first === LESS_THAN) {
    const reading = readXml(body);
    return reading.ok
      ? { ok: true, answer: { root: reading.root.local, node: xmlNode(reading.root) } }
      : reading;
  }
  const reading = readJson(body);
  if (!reading.ok) return reading;
  if (!isObject(reading.value)) return { ok: false, reason: 'the body is JSON but not an object' };
  return { ok: true, answer: { node: jsonNode(reading.value) } };
}

/** A JSON object as a part of an answer. */
export function jsonNode(object: JsonObject): AnswerNode {
  return {
    names: Object.keys(object),
    text(name) {
      const value = own(object, name);
      const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      return isText ? String(value) : undefined;
    },
    list(wrapper, item) {
      const outer = own(object, wrapper);
      const inner = isObject(outer) ? own(outer, item) : undefined;
      return Array.isArray(inner) ? inner.filter(isObject).map(jsonNode) : undefined;
    },
  };
}

function xmlNode(element: XmlElement): AnswerNode {
  return {
    names: element.children.map(({ local }) => local),
    text: (name) => childOf(element, name)?.text,
    list(wrapper, item) {
      const outer = childOf(element, wrapper);
      return outer && childrenOf(outer, item).map(xmlNode);
    },
  };
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
