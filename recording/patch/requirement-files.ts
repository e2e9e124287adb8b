import { Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { OPERATION_ROLES, type OperationRole } from '../../specs/contract.ts';
import type { RequirementChange } from './changes.ts';
import type { Edit } from './edits.ts';
import { asYaml, YAML_STYLE } from './yaml-text.ts';

/** Fields that a recording changes. */
type Field = 'evidence' | 'sources' | 'expects' | 'readings';

const SEVERAL = /^([^.]+\.)\{([a-z,]+)\}(.*)$/;

/**
 * The edits of one file of requirements. An entry for several operations keeps what they share; what only one of them
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
    const roles = rolesOf(String(item.get('id')));
    const own = roles.flatMap(({ id, role }) => {
      const change = byId.get(id);
      return change === undefined ? [] : [{ change, role }];
    });
    if (own.length === 0) continue;
    found.push(...own.map(({ change }) => change.id));
    const [start, end] = item.range;
    const before = text.slice(start, end).trimEnd();
    changeEntry(item as YAMLMap, own, roles);
    edits.push({ start, end: start + before.length, text: entryText(item as YAMLMap) });
  }
  return { edits, found };
}

/** An id of a requirement and the operation by which an entry of several names it. */
interface Named {
  readonly id: string;
  readonly role: OperationRole | undefined;
}

function rolesOf(id: string): readonly Named[] {
  const several = SEVERAL.exec(id);
  if (several === null) return [{ id, role: undefined }];
  const [, front = '', roles = '', back = ''] = several;
  return OPERATION_ROLES.filter((role) => roles.split(',').includes(role)).map((role) => ({
    id: `${front}${role}${back}`,
    role,
  }));
}

function changeEntry(
  item: YAMLMap,
  own: readonly { readonly change: RequirementChange; readonly role: OperationRole | undefined }[],
  roles: readonly Named[],
): void {
  for (const { change, role } of own) {
    const sources = [...(asList(fieldOf(item, role, 'sources')) ?? []), change.source];
    set(item, role, 'sources', sources);
    set(item, role, 'evidence', 'observed');
    if (change.expects !== undefined) set(item, role, 'expects', change.expects);
    if (change.documented !== undefined) set(item, role, 'readings', { documented: change.documented });
  }
  const several = roles.flatMap(({ role }) => (role === undefined ? [] : [role]));
  if (several.length > 0)
    for (const field of ['evidence', 'sources', 'expects', 'readings'] as const) share(item, several, field);
}

/** What all operations of an entry have alike stands once; what all have for themselves does not stand beside it. */
function share(item: YAMLMap, roles: readonly OperationRole[], field: Field): void {
  const own = roles.map((role) => item.getIn(['each', role, field]));
  if (!own.every((value) => value !== undefined)) return;
  const texts = roles.map((role) => JSON.stringify(plain(item.getIn(['each', role, field]))));
  if (new Set(texts).size > 1) {
    item.delete(field);
    return;
  }
  set(item, undefined, field, plain(own[0]));
  for (const role of roles) {
    item.deleteIn(['each', role, field]);
    const rest = item.getIn(['each', role]);
    if (isMap(rest) && rest.items.length === 0) item.deleteIn(['each', role]);
  }
  const each = item.get('each');
  if (isMap(each) && each.items.length === 0) item.delete('each');
}

function fieldOf(item: YAMLMap, role: OperationRole | undefined, field: Field): unknown {
  const own = role === undefined ? undefined : item.getIn(['each', role, field]);
  return plain(own ?? item.get(field));
}

function set(item: YAMLMap, role: OperationRole | undefined, field: Field, value: unknown): void {
  const node = asYaml(value);
  if (role === undefined) {
    item.set(field, node);
    return;
  }
  if (!isMap(item.get('each'))) item.set('each', new Document({}).contents);
  if (!isMap(item.getIn(['each', role]))) item.setIn(['each', role], new Document({}).contents);
  item.setIn(['each', role, field], node);
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
