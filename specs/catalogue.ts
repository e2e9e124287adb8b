import { basename } from 'node:path';
import type { Contract, Expectation, Json, JsonObject, OperationRole, Requirement } from './contract.ts';
import { OPERATION_ROLES } from './contract.ts';
import { asList, asObject, isObject } from './json.ts';
import type { Place, Problem } from './problem.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** What a check expects where a requirement does not say it (`checks.yaml`), by the name of the check. */
export type CheckDefaults = { readonly [check: string]: Expectation };

/** A loaded requirement together with the place of everything in it. */
export interface PlacedRequirement {
  readonly requirement: Requirement;
  /** Topic that the name of its file stands for. */
  readonly fileTopic: string;
  place(path?: YamlPath): Place;
  /** Place of the key that leads to a value. */
  keyPlace(path: YamlPath): Place;
}

/** What the entries of a catalogue leave out, because it follows from something else. */
export interface Derived {
  readonly operations: Contract['operations'];
  readonly defaults: CheckDefaults;
}

/** An id for several operations, e.g. `name.{create,import}.empty`. */
const SEVERAL = /^([^.]+\.)\{([a-z,]+)\}(.*)$/;

/** An id for what stands in `each`, under the last part of the id of each requirement, e.g. `filter.describe.*`. */
const ANY = /^(.*\.)\*$/;

/** Fields that a requirement must have once everything is derived. */
const NEEDED = ['statement', 'sources', 'evidence'] as const;

/** One entry of a file while it is read. */
interface Entry {
  readonly id: string;
  readonly fields: JsonObject;
  /** What differs between the requirements of the entry, by operation or by the last part of the id. */
  readonly each: JsonObject;
  place(path?: YamlPath): Place;
  keyPlace(path: YamlPath): Place;
  problem(path: YamlPath, message: string): void;
}

/**
 * Reads one file of the catalogue. The topic is the name of the file, the operation is in the id, and an entry whose
 * id has several operations in braces, or a star at its end, is one requirement for each of them. The schema has
 * established the shapes.
 */
export function readCatalogue(
  source: YamlSource,
  derived: Derived,
): { readonly requirements: readonly PlacedRequirement[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const requirements = asList(source.value).flatMap((item, index) => {
    const { each, ...fields } = asObject(item);
    return expanded(
      {
        id: String(fields.id),
        fields,
        each: asObject(each),
        place: (path = []) => source.place([index, ...path]),
        keyPlace: (path) => source.keyPlace([index, ...path]),
        problem: (path, message) => problems.push({ location: source.keyPlace([index, ...path]), message }),
      },
      derived,
    );
  });
  return { requirements, problems };
}

function expanded(entry: Entry, derived: Derived): PlacedRequirement[] {
  const several = SEVERAL.exec(entry.id);
  const any = ANY.exec(entry.id);
  const names = Object.keys(entry.each);
  const own = (name: string): JsonObject => ({ ...entry.fields, ...asObject(entry.each[name]) });
  if (several !== null) {
    const roles = (several[2] ?? '').split(',') as OperationRole[];
    checkEach(entry, roles);
    return roles.map((role) => {
      const fields = filled(own(role), role, derived.operations[role]?.name);
      return placed(
        entry,
        { id: `${several[1]}${role}${several[3]}`, operation: role, fields, in: role },
        derived,
      );
    });
  }
  const operation = operationOf(entry);
  if (any !== null) {
    if (names.length === 0) entry.problem(['id'], `the id '${entry.id}' is for those in 'each'; add it`);
    checkEach(entry, names);
    return names.map((name) =>
      placed(entry, { id: `${any[1]}${name}`, operation, fields: own(name), in: name }, derived),
    );
  }
  if (names.length > 0) {
    const message = `requirement '${entry.id}': 'each' is for an id with several operations`;
    entry.problem(['each'], `${message}, such as name.{create,import}.empty, or with a star at its end`);
  }
  return [placed(entry, { id: entry.id, operation, fields: entry.fields }, derived)];
}

/** The operation of an entry for one: the second part of the id, or said by itself where that is something else. */
function operationOf({ id, fields, problem }: Entry): OperationRole {
  const inId = OPERATION_ROLES.find((role) => role === id.split('.')[1]);
  const said = fields.operation as OperationRole | undefined;
  if (inId !== undefined && said !== undefined) {
    problem(['operation'], `the id of '${id}' says its operation; remove 'operation'`);
  }
  if (inId === undefined && said === undefined) {
    problem(['id'], `the id of '${id}' says no operation; add 'operation'`);
  }
  return inId ?? said ?? 'create';
}

function checkEach({ id, fields, each, problem }: Entry, names: readonly string[]): void {
  if (fields.operation !== undefined && SEVERAL.test(id)) {
    problem(['operation'], `the id of '${id}' says its operations; remove 'operation'`);
  }
  for (const name of Object.keys(each)) {
    if (names.includes(name)) continue;
    problem(['each', name], `'each' has '${name}', which the id '${id}' does not name`);
  }
  for (const field of Object.keys(fields)) {
    if (names.length === 0 || !names.every((name) => field in asObject(each[name]))) continue;
    const message = `'each' has '${field}' for every one; remove the one that they do not share`;
    problem([field], `requirement '${id}': ${message}`);
  }
}

/** One requirement of an entry, and where in `each` it has fields of its own. */
interface Part {
  readonly id: string;
  readonly operation: OperationRole;
  readonly fields: JsonObject;
  readonly in?: string;
}

function placed(
  entry: Entry,
  { id, operation, in: own, ...part }: Part,
  { defaults }: Derived,
): PlacedRequirement {
  const { id: _, operation: __, ...fields } = part.fields;
  const { file, line } = ANY.test(entry.id) ? entry.keyPlace(['each', own ?? '']) : entry.place();
  const check = String(fields.check);
  const expects = fields.expects ?? (defaults[check] as Json | undefined);
  const lacking = NEEDED.filter((field) => fields[field] === undefined).map((field) => `'${field}'`);
  if (lacking.length > 0) entry.problem([], `requirement '${id}' lacks ${lacking.join(' and ')}`);
  if (expects === undefined) {
    entry.problem([], `requirement '${id}' lacks 'expects', and checks.yaml has none for '${check}'`);
  }
  const ownPath = (path: YamlPath): YamlPath =>
    own !== undefined && String(path[0]) in asObject(entry.each[own]) ? ['each', own, ...path] : path;
  const requirement: Json = {
    id,
    topic: id.split('.')[0] ?? '',
    operation,
    given: {},
    needs: [],
    level: 'must',
    ...fields,
    expects: expects ?? {},
    location: { file, line },
  };
  return {
    requirement: requirement as unknown as Requirement,
    fileTopic: basename(file, '.yaml'),
    place: (path = []) => entry.place(ownPath(path)),
    keyPlace: (path) => entry.keyPlace(ownPath(path)),
  };
}

/** `{operation}` in a text stands for the operation, `{Operation}` for the provider's name of it. */
function filled(value: JsonObject, role: OperationRole, name?: string): JsonObject {
  const fill = (item: Json): Json => {
    if (typeof item === 'string')
      return item.replaceAll('{operation}', role).replaceAll('{Operation}', name ?? role);
    if (Array.isArray(item)) return (item as readonly Json[]).map(fill);
    return isObject(item) ? filled(item, role, name) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
}

/** The parsed files of one provider. */
export interface Sources {
  readonly documents: YamlSource;
  readonly observations: YamlSource;
  readonly rules: YamlSource;
  readonly conflicts: YamlSource;
  readonly vectors: YamlSource;
  readonly openapi: YamlSource;
  readonly recordings?: YamlSource;
  /** What the files of the catalogue hold. */
  readonly requirements: readonly PlacedRequirement[];
}
