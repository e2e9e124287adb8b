import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { NewRefusal } from './changes.ts';
import type { Edit } from './edits.ts';
import { indented, lineEnd, listText } from './yaml-text.ts';

/**
 * The edits that declare refusals in an OpenAPI document: each with the others, in the list of the operation that
 * answered with it, and its status among the responses of that operation.
 */
export function refusalEdits(text: string, refusals: readonly NewRefusal[]): readonly Edit[] {
  const root = parseDocument(text).contents;
  if (!isMap(root) || refusals.length === 0) return [];
  const all = root.get('x-refusals', true);
  const added = refusals.map(({ id, operation: _, ...refusal }) => {
    const [first = '', ...rest] = listText([refusal]).trimEnd().split('\n');
    const body = [first.replace(/^- /, '  '), ...rest].join('\n');
    return insertion(text, all, `  ${id}:\n${indented(`${body}\n`, 2)}`);
  });
  const holders = operationsIn(root);
  const listed = refusals.flatMap(({ id, operation }) =>
    holders
      .filter((holder) => holder.get('x-operation') === operation)
      .flatMap((holder) => {
        const list = holder.get('x-refused-with', true);
        return isSeq(list) ? [insertion(text, list, `${marginOf(text, list.items.at(-1))}- ${id}\n`)] : [];
      }),
  );
  const declared = [...new Set(refusals.map(({ operation, status }) => `${operation} ${status}`))].flatMap(
    (key) => {
      const [operation, status = ''] = key.split(' ');
      return holders
        .filter((holder) => holder.get('x-operation') === operation)
        .flatMap((holder) => responsesIn(holder))
        .flatMap((responses) => (responses.has(status) ? [] : responseEdit(text, responses, status)));
    },
  );
  return [...added, ...listed, ...declared];
}

/** A status is declared as the other refusals of the operation are. */
function responseEdit(text: string, responses: YAMLMap, status: string): readonly Edit[] {
  const alike = responses.items.findLast(({ value }) => isMap(value) && value.has('$ref'));
  if (alike === undefined || !isScalar(alike.key) || !isMap(alike.value)) return [];
  const [start = 0] = alike.value.range ?? [];
  const value = text.slice(start, text.indexOf('\n', start));
  return [insertion(text, responses, `${marginOf(text, alike.key)}"${status}": ${value}\n`)];
}

function operationsIn(root: YAMLMap): readonly YAMLMap[] {
  const paths = root.get('paths');
  return isMap(paths) ? paths.items.flatMap(({ value }) => (isMap(value) ? [value as YAMLMap] : [])) : [];
}

function responsesIn(holder: YAMLMap): readonly YAMLMap[] {
  return holder.items.flatMap(({ value }) => {
    const responses = isMap(value) ? value.get('responses') : undefined;
    return isMap(responses) ? [responses as YAMLMap] : [];
  });
}

/** Text behind a node, from the beginning of a line. */
function insertion(text: string, node: unknown, added: string): Edit {
  const [, end = text.length] = (node as Node | undefined)?.range ?? [];
  const place = lineEnd(text, end);
  return { start: place, end: place, text: added };
}

/** The spaces in front of the line that a node stands on. */
function marginOf(text: string, node: unknown): string {
  const [start = 0] = (node as Node | undefined)?.range ?? [];
  return /^ */.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
}
