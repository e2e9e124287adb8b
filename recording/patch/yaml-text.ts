import { Document, isMap, isSeq, type Node, type ToStringOptions, visit } from 'yaml';

/** How the files of the contract are written. */
export const YAML_STYLE: ToStringOptions = { lineWidth: 110, indent: 2, flowCollectionPadding: true };

/** Characters of the longest map that stands on one line. */
const LONGEST_FLOW = 90;

/** A value as a node of YAML: small maps inside of lists on one line, as `{ document: a, at: b }`. */
export function asYaml(value: unknown): Node {
  const node = new Document(value).contents as Node;
  visit(node, {
    Map(_, map, path) {
      const inList = path.some((one) => isSeq(one));
      if (inList && JSON.stringify(map).length <= LONGEST_FLOW) map.flow = true;
    },
    Seq(_, list) {
      if (JSON.stringify(list).length <= LONGEST_FLOW && !list.items.some((one) => isMap(one)))
        list.flow = true;
    },
  });
  return node;
}

/** Entries of a list as text, each after a blank line. */
export function entriesText(entries: readonly object[]): string {
  return entries.map((entry) => `\n${listText([entry])}`).join('');
}

/** A list as text, without an indent. */
export function listText(entries: readonly object[]): string {
  const document = new Document();
  const list = new Document(entries).contents as Node;
  if (isSeq(list)) list.items = entries.map((entry) => entryNode(entry));
  document.contents = list as unknown as typeof document.contents;
  return document.toString(YAML_STYLE);
}

function entryNode(entry: object): Node {
  const node = new Document({}).contents as Node;
  if (isMap(node)) for (const [key, value] of Object.entries(entry)) node.set(key, asYaml(value));
  return node;
}

/** The beginning of the first line that begins at an offset or behind it. */
export function lineEnd(text: string, offset: number): number {
  const trimmed = text.slice(0, offset).trimEnd().length;
  const next = text.indexOf('\n', trimmed);
  return next === -1 ? text.length : next + 1;
}

/** A text with every line that is not empty moved to the right. */
export function indented(text: string, spaces: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}
