/** One replacement in a text: characters from `start` up to `end` become `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A file with the edits that were made to it. */
export interface EditedFile {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly before: string;
  readonly edits: readonly Edit[];
}

/** Lines of context around a change, as `diff -u` has them. */
const CONTEXT = 3;

/** The text after its edits, which do not overlap. */
export function applied({ before, edits }: EditedFile): string {
  let text = '';
  let at = 0;
  for (const { start, end, text: by } of inOrder(edits)) {
    text += before.slice(at, start) + by;
    at = end;
  }
  return text + before.slice(at);
}

/** The edits as a unified diff that `git apply` and `patch -p1` take; empty where there are none. */
export function unifiedDiff(file: EditedFile): string {
  if (file.edits.length === 0) return '';
  const old = file.before.split('\n');
  // A file that ends with a line feed has one line less than parts.
  if (old.at(-1) === '') old.pop();
  const hunks = hunksOf(lineChanges(file), old);
  return `--- a/${file.path}\n+++ b/${file.path}\n${hunks.join('')}`;
}

/** Lines from `from` up to `to` become `lines`; counted from 0. */
interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function lineChanges(file: EditedFile): readonly LineChange[] {
  const { before } = file;
  const groups: { start: number; end: number; edits: Edit[] }[] = [];
  for (const edit of inOrder(file.edits)) {
    const start = before.lastIndexOf('\n', edit.start - 1) + 1;
    // An insertion at the beginning of a line changes no line.
    const inside = edit.end > edit.start || edit.start > start;
    const next = before.indexOf('\n', Math.max(edit.end - 1, edit.start));
    const end = inside ? (next === -1 ? before.length : next + 1) : edit.start;
    const last = groups.at(-1);
    if (last !== undefined && start < last.end) {
      last.end = Math.max(last.end, end);
      last.edits.push(edit);
    } else groups.push({ start, end, edits: [edit] });
  }
  const lineAt = (offset: number): number => before.slice(0, offset).split('\n').length - 1;
  return groups.map(({ start, end, edits }) => {
    const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    const text = applied({ path: '', before: before.slice(start, end), edits: moved });
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    const from = lineAt(start);
    return { from, to: end === start ? from : lineAt(end - 1) + 1, lines };
  });
}

function hunksOf(changes: readonly LineChange[], old: readonly string[]): readonly string[] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.from - last.to <= 2 * CONTEXT) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  let shift = 0;
  return groups.map((group) => {
    const [first] = group;
    const final = group.at(-1);
    if (first === undefined || final === undefined) return '';
    const begin = Math.max(0, first.from - CONTEXT);
    const finish = Math.min(old.length, final.to + CONTEXT);
    const body: string[] = [];
    let at = begin;
    for (const { from, to, lines } of group) {
      body.push(...old.slice(at, from).map((line) => ` ${line}`));
      body.push(...old.slice(from, to).map((line) => `-${line}`));
      body.push(...lines.map((line) => `+${line}`));
      at = to;
    }
    body.push(...old.slice(at, finish).map((line) => ` ${line}`));
    const count = body.filter((line) => !line.startsWith('-')).length;
    const head = `@@ -${begin + 1},${finish - begin} +${begin + 1 + shift},${count} @@`;
    shift += count - (finish - begin);
    return `${[head, ...body].join('\n')}\n`;
  });
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
}
