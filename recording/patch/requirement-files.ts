import { Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import type { RequirementChange } from './changes.ts';
import type { Edit } from './edits.ts';
import { asYaml, YAML_STYLE } from './yaml-text.ts';

/** Fields that a recording changes. */
type Field = 'evidence' | 'sources' | 'expects' | 'readings';

const SEVERAL = /^([^.]+\.)\{([a-z,]+)\}(.*)$/;

/**
 * The edits of one file of requirements. An entry for several requirements keeps what they share; what only one of them
 * has now goes into its part of `each`.
 * @returns the edits, and the ids of those that were found here
 */
export function requirementEdits(
  text: string,
  changes: readonly RequirementChange[],
): { readonly edits: readonly Edit[]; readonly found: readonly string[] } {
  const document = parseDocument(text);
  const root = document.contents;
  const byId = new Map(changes.map((change) => [change.id, change]));
  const found: string[] = [];
  const edits: Edit[] = [];
  if (!isSeq(root)) return { edits, found };
  for (const item of root.items) {
    if (!isMap(item) || item.range == null) continue;
    const parts = partsOf(item as YAMLMap);
    const own = parts.flatMap(({ id, name }) => {
      const change = byId.get(id);
      return change === undefined ? [] : [{ change, name }];
    });
    if (own.length === 0) continue;
    found.push(...own.map(({ change }) => change.id));
    const [start, end] = item.range;
    const before = text.slice(start, end).trimEnd();
    changeEntry(item as YAMLMap, own, parts);
    edits.push({ start, end: start + before.length, text: entryText(item as YAMLMap) });
  }
  return { edits, found };
}

/** An id of a requirement and the name that it has in `each` of an entry for several. */
interface Part {
  readonly id: string;
  readonly name: string | undefined;
}

function partsOf(item: YAMLMap): readonly Part[] {
  const id = String(item.get('id'));
  const [, front = '', roles = '', back = ''] = SEVERAL.exec(id) ?? [];
  if (roles !== '') return roles.split(',').map((name) => ({ id: `${front}${name}${back}`, name }));
  const each = item.get('each');
  if (!id.endsWith('.*') || !isMap(each)) return [{ id, name: undefined }];
  return each.items.map(({ key }) => ({ id: id.replace('*', String(key)), name: String(key) }));
}

function changeEntry(
  item: YAMLMap,
  own: readonly { readonly change: RequirementChange; readonly name: string | undefined }[],
  parts: readonly Part[],
): void {
  for (const { change, name } of own) {
    const sources = [...(asList(fieldOf(item, name, 'sources')) ?? []), change.source];
    set(item, name, 'sources', sources);
    set(item, name, 'evidence', 'observed');
    if (change.expects !== undefined) set(item, name, 'expects', change.expects);
    if (change.documented !== undefined) set(item, name, 'readings', { documented: change.documented });
  }
  const several = parts.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (several.length > 0)
    for (const field of ['evidence', 'sources', 'expects', 'readings'] as const) share(item, several, field);
}

/** What all requirements of an entry have alike stands once; what all have for themselves does not stand beside it. */
function share(item: YAMLMap, names: readonly string[], field: Field): void {
  const own = names.map((name) => item.getIn(['each', name, field]));
  if (!own.every((value) => value !== undefined)) return;
  const texts = names.map((name) => JSON.stringify(plain(item.getIn(['each', name, field]))));
  if (new Set(texts).size > 1) {
    item.delete(field);
    return;
  }
  set(item, undefined, field, plain(own[0]));
  for (const name of names) {
    item.deleteIn(['each', name, field]);
    const rest = item.getIn(['each', name]);
    if (isMap(rest) && rest.items.length === 0) item.deleteIn(['each', name]);
  }
  const each = item.get('each');
  if (isMap(each) && each.items.length === 0) item.delete('each');
}

function fieldOf(item: YAMLMap, name: string | undefined, field: Field): unknown {
  const own = name === undefined ? undefined : item.getIn(['each', name, field]);
  return plain(own ?? item.get(field));
}

function set(item: YAMLMap, name: string | undefined, field: Field, value: unknown): void {
  const node = asYaml(value);
  if (name === undefined) {
    item.set(field, node);
    return;
  }
  if (!isMap(item.get('each'))) item.set('each', new Document({}).contents);
  if (!isMap(item.getIn(['each', name]))) item.setIn(['each', name], new Document({}).contents);
  item.setIn(['each', name, field], node);
}

function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'toJSON' in value
    ? JSON.parse(JSON.stringify(value))
    : value;
}

function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

/** The entry as it stands behind its dash. */
function entryText(item: YAMLMap): string {
  const document = new Document();
  item.commentBefore = null;
  item.spaceBefore = false;
  document.contents = item as unknown as typeof document.contents;
  return document
    .toString(YAML_STYLE)
    .trimEnd()
    .replaceAll('\n', '\n  ')
    .replaceAll(/\n +\n/g, '\n\n');
}
