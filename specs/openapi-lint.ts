import type { Json } from './contract.ts';
import { OPERATION_ROLES } from './contract.ts';
import { asObject, isObject, walk } from './json.ts';
import { isOperationRole, METHODS, type RawOperation, rawOperations, resolve } from './openapi-document.ts';
import { lintOperation, lintRefusals } from './openapi-lint-operation.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './similar.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** Extensions of this project. */
const EXTENSIONS = [
  'x-operation',
  'x-shows',
  'x-role',
  'x-refused-with',
  'x-refusals',
  'x-refusal-schema',
  'x-transport',
];

/** Rules over an OpenAPI document that neither its own meta-schema nor JSON Schema knows. */
export function lintOpenapi(source: YamlSource): Problem[] {
  const raw = rawOperations(source.value);
  const roles = operationRoles(source, raw);
  return [
    ...unknownExtensions(source),
    ...operationIds(source),
    ...pathParameters(source),
    ...roles,
    ...raw.flatMap((operation) => lintOperation(source, operation)),
    // What an operation of an unknown role refuses with would only be told as unused.
    ...(roles.length > 0 ? [] : lintRefusals(source, raw)),
  ];
}

function unknownExtensions(source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  walk(source.value, (value, path) => {
    if (!isObject(value) || path.at(-1) === 'properties') return;
    for (const key of Object.keys(value).filter(
      (name) => name.startsWith('x-') && !EXTENSIONS.includes(name),
    )) {
      const hint = didYouMean(key, EXTENSIONS) || `; known: ${EXTENSIONS.join(', ')}`;
      problems.push({
        location: source.keyPlace([...path, key]),
        message: `unknown extension '${key}'${hint}`,
      });
    }
  });
  return problems;
}

function operationIds(source: YamlSource): Problem[] {
  const seen = new Set<Json>();
  return methodsOf(source.value).flatMap(({ value, path }) => {
    const id = value.operationId;
    if (id === undefined) return [problem(source, path, 'the operation lacks an operationId')];
    if (seen.has(id))
      return [problem(source, [...path, 'operationId'], `operationId '${String(id)}' is used twice`)];
    seen.add(id);
    return [];
  });
}

function methodsOf(
  document: Json,
): { readonly value: ReturnType<typeof asObject>; readonly path: YamlPath }[] {
  return Object.entries(asObject(asObject(document).paths)).flatMap(([name, item]) =>
    METHODS.filter((method) => method in asObject(item)).map((method) => ({
      value: asObject(asObject(item)[method]),
      path: ['paths', name, method],
    })),
  );
}

function pathParameters(source: YamlSource): Problem[] {
  return Object.entries(asObject(asObject(source.value).paths)).flatMap(([name, item]) => {
    const templated = [...name.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
    const declared = [item, ...METHODS.map((method) => asObject(item)[method] ?? null)].flatMap((holder) =>
      (Array.isArray(asObject(holder).parameters)
        ? (asObject(holder).parameters as readonly Json[])
        : []
      ).map((parameter) => asObject(resolve(source.value, parameter))),
    );
    const names = declared.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
    return templated
      .filter((parameter) => parameter !== undefined && !names.includes(parameter))
      .map((parameter) => ({
        location: source.keyPlace(['paths', name]),
        message: `path parameter '${String(parameter)}' is not declared; add it to parameters with in: path`,
      }));
  });
}

function operationRoles(source: YamlSource, raw: readonly RawOperation[]): Problem[] {
  const problems: Problem[] = [];
  for (const [name, item] of Object.entries(asObject(asObject(source.value).paths))) {
    const holders: YamlPath[] = [['paths', name], ...METHODS.map((method) => ['paths', name, method])];
    const values = [item, ...METHODS.map((method) => asObject(item)[method])].map(
      (holder) => asObject(holder)['x-operation'],
    );
    const given = values.findIndex((value) => value !== undefined);
    const path = holders[given];
    if (path === undefined) {
      const location = source.keyPlace(['paths', name]);
      problems.push({
        location,
        message: `the path lacks x-operation: one of ${OPERATION_ROLES.join(', ')}`,
      });
    } else if (!isOperationRole(values[given])) {
      const value = String(values[given]);
      const hint = didYouMean(value, OPERATION_ROLES) || `; known: ${OPERATION_ROLES.join(', ')}`;
      problems.push(problem(source, [...path, 'x-operation'], `unknown operation '${value}'${hint}`));
    }
  }
  for (const [index, { role, path }] of raw.entries()) {
    if (raw.findIndex((other) => other.role === role) < index) {
      problems.push({
        location: source.keyPlace(path),
        message: `x-operation '${role}' is declared by an earlier path`,
      });
    }
  }
  return problems;
}

function problem(source: YamlSource, path: YamlPath, message: string): Problem {
  return { location: source.place(path), message };
}
