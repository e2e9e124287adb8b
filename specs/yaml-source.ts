import { readFile } from 'node:fs/promises';
import type { Document, Node, Pair } from 'yaml';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Json } from './contract.ts';
import type { Place, Problem } from './problem.ts';

/** Keys and indexes from the root of a YAML file to a value in it. */
export type YamlPath = readonly (string | number)[];

/** Characters of a file; the time of the parser grows with the square of long texts and of large maps. */
const LONGEST_TEXT = 400_000;

/** A parsed specs file that still knows where each value stands. */
export interface YamlSource {
  /** Relative to the specs folder, e.g. `aws-ec2/rules.yaml`. */
  readonly file: string;
  readonly value: Json;
  /** Where the value at `path` stands; the nearest ancestor's place when the path leads nowhere. */
  place(path: YamlPath): Place;
  /** Where the key itself stands, for messages about a key rather than its value. */
  keyPlace(path: YamlPath): Place;
}

/** A source, or why it cannot be read. */
export type ParsedYaml =
  | { readonly source: YamlSource; readonly problems: readonly [] }
  | { readonly source: undefined; readonly problems: readonly Problem[] };

/** Reads and parses one YAML file. Repeated keys and every YAML warning are problems. */
export async function readYaml(path: string, file: string): Promise<ParsedYaml> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return {
      source: undefined,
      problems: [{ location: { file, line: 1 }, message: 'cannot be read; create the file' }],
    };
  }
  return parseYaml(text, file);
}

/** Parses YAML text; `file` is only used in places. */
export function parseYaml(text: string, file: string): ParsedYaml {
  if (text.length > LONGEST_TEXT) {
    const message = `not valid YAML: ${text.length} characters; at most ${LONGEST_TEXT} are read`;
    return { source: undefined, problems: [{ location: { file, line: 1, column: 1 }, message }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { strict: true, uniqueKeys: true, lineCounter: lines });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    return {
      source: undefined,
      problems: faults.map((fault) => ({
        location: at(fault.pos[0]),
        message: `not valid YAML: ${firstLine(fault.message)}`,
      })),
    };
  }
  const endless = aliasOfItself(document);
  if (endless !== undefined) {
    const message = 'not valid YAML: an alias stands inside what it names';
    return { source: undefined, problems: [{ location: at(endless), message }] };
  }
  const root = document.contents;
  let value: Json;
  try {
    value = document.toJS() as Json;
  } catch (error) {
    // Aliases are followed only now: to nothing, or to more than memory holds.
    const message = error instanceof Error ? firstLine(error.message) : String(error);
    return { source: undefined, problems: [{ location: at(0), message: `not valid YAML: ${message}` }] };
  }
  const source: YamlSource = {
    file,
    value,
    place: (path) => at(find(root, path).node?.range?.[0] ?? 0),
    keyPlace: (path) => {
      const { node, key } = find(root, path);
      return at(key?.range?.[0] ?? node?.range?.[0] ?? 0);
    },
  };
  return { source, problems: [] };
}

/** Where an alias makes a value a part of itself, which nothing behind this could walk through. */
function aliasOfItself(document: Document): number | undefined {
  let place: number | undefined;
  visit(document, {
    Alias(_key, alias, ancestors) {
      const named = alias.resolve(document);
      if (named === undefined || !ancestors.some((ancestor) => ancestor === named)) return undefined;
      place = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return place;
}

interface Found {
  readonly node: Node | null | undefined;
  /** The key of `node` in its map, when it stands in one. */
  readonly key: Node | undefined;
}

function find(root: Node | null, path: YamlPath): Found {
  let found: Found = { node: root, key: undefined };
  for (const step of path) {
    const next = child(found.node, step);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function child(node: Node | null | undefined, step: string | number): Found | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { node: item, key: undefined } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step));
  if (pair === undefined || !isNode(pair.key)) return undefined;
  return { node: isNode(pair.value) ? pair.value : pair.key, key: pair.key };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}
