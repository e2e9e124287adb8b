/** A value as JSON has it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

export type JsonReading =
  | { readonly ok: true; readonly value: JsonValue }
  /** `reason` is one plain sentence without a final period. */
  | { readonly ok: false; readonly reason: string };

/** Far above any honest answer, and far below what would exhaust the stack. */
const MAX_DEPTH = 64;

/** Far above any honest answer, whose pages hold 50 key pairs; they take 50 MB while they are read. */
const MAX_VALUES = 450_000;

/**
 * Reads a body as strict JSON (RFC 8259). Refused beside what is not JSON: invalid UTF-8, a byte order mark, and a name
 * that an object holds twice, because two readers may then see two different answers.
 */
export function readJson(bytes: Uint8Array): JsonReading {
  if (bytes.byteLength === 0) return { ok: false, reason: 'the body is empty' };
  const excess = excessOf(bytes);
  if (excess !== undefined) return { ok: false, reason: excess };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { ok: false, reason: 'the body is not valid UTF-8' };
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { ok: false, reason: `the body is not readable JSON: ${firstLine(error)}` };
  }
  const fault = faultOf(text);
  return fault === undefined ? { ok: true, value } : { ok: false, reason: fault };
}

/** What of a body is beyond the limits, before anything is made of it: a parser would fill the memory with it first. */
function excessOf(bytes: Uint8Array): string | undefined {
  let depth = 0;
  let values = 1;
  let quoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) quoted = false;
      continue;
    }
    if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      values += 1;
      if (depth > MAX_DEPTH) return `the body has more than ${MAX_DEPTH} levels of values`;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    else if (byte === 0x2c) values += 1;
    if (values > MAX_VALUES) return `the body has more than ${MAX_VALUES} values`;
  }
  return undefined;
}

/** The message of the parser shows the text around the fault, which may go over several lines. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] ?? message;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** Walks text that is JSON already, which is why a string before a colon can only be a name. */
function faultOf(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      open.push(token === '{' ? new Set() : undefined);
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const names = open.at(-1);
      const name = JSON.parse(last) as string;
      if (names?.has(name)) return `the body holds ${last} twice in one object`;
      names?.add(name);
    }
    last = token;
  }
  return undefined;
}
