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

/** Fields that a requirement must have once everything is derived. */
const NEEDED = ['statement', 'sources', 'evidence'] as const;

/** One entry of a file while it is read. */
interface Entry {
  readonly id: string;
  readonly fields: JsonObject;
  /** What differs between the operations of the entry. */
  readonly each: JsonObject;
  place(path?: YamlPath): Place;
  keyPlace(path: YamlPath): Place;
  problem(path: YamlPath, message: string): void;
}

/**
 * Reads one file of the catalogue. The topic is the name of the file, the operation is in the id, and an entry whose
 * id has several operations in braces is one requirement for each of them. The schema has established the shapes.
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
  if (several === null) {
    if (Object.keys(entry.each).length > 0) {
      const message = `requirement '${entry.id}': 'each' is for an id with several operations`;
      entry.problem(['each'], `${message}, such as name.{create,import}.empty`);
    }
    return [placed(entry, entry.id, operationOf(entry), entry.fields, derived)];
  }
  const roles = (several[2] ?? '').split(',') as OperationRole[];
  checkEach(entry, roles);
  return roles.map((role) => {
    const own = filled(
      { ...entry.fields, ...asObject(entry.each[role]) },
      role,
      derived.operations[role]?.name,
    );
    return placed(entry, `${several[1]}${role}${several[3]}`, role, own, derived);
  });
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

function checkEach({ id, fields, each, problem }: Entry, roles: readonly OperationRole[]): void {
  if (fields.operation !== undefined) {
    problem(['operation'], `the id of '${id}' says its operations; remove 'operation'`);
  }
  for (const role of Object.keys(each)) {
    if (roles.some((known) => known === role)) continue;
    problem(['each', role], `'each' has '${role}', which the id '${id}' does not name`);
  }
  for (const field of Object.keys(fields)) {
    if (!roles.every((role) => field in asObject(each[role]))) continue;
    const message = `'each' has '${field}' for every operation; remove the one that they do not share`;
    problem([field], `requirement '${id}': ${message}`);
  }
}

function placed(
  entry: Entry,
  id: string,
  operation: OperationRole,
  { id: _, operation: __, ...fields }: JsonObject,
  { defaults }: Derived,
): PlacedRequirement {
  const { file, line } = entry.place();
  const check = String(fields.check);
  const expects = fields.expects ?? (defaults[check] as Json | undefined);
  const lacking = NEEDED.filter((field) => fields[field] === undefined).map((field) => `'${field}'`);
  if (lacking.length > 0) entry.problem([], `requirement '${id}' lacks ${lacking.join(' and ')}`);
  if (expects === undefined) {
    entry.problem([], `requirement '${id}' lacks 'expects', and checks.yaml has none for '${check}'`);
  }
  // What the operation has of its own stands in `each`.
  const ownPath = (path: YamlPath): YamlPath =>
    String(path[0]) in asObject(entry.each[operation]) ? ['each', operation, ...path] : path;
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
