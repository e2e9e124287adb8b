import type { Json, JsonObject, OperationRole, ResponseBody } from './contract.ts';
import { OPERATION_ROLES } from './contract.ts';
import { asList, asObject, isObject } from './json.ts';
import { pointerSteps, valueAt } from './schema-check.ts';
import type { YamlPath } from './yaml-source.ts';

/** HTTP methods an operation may be declared under, the preferred one for its parameters first. */
export const METHODS = ['get', 'post'] as const;

/** One operation as it stands in the document, before it is typed. */
export interface RawOperation {
  readonly role: OperationRole;
  /** Path of the path item in the document. */
  readonly path: YamlPath;
  /** The declared methods, in the order of `METHODS`. */
  readonly methods: readonly { readonly method: (typeof METHODS)[number]; readonly value: JsonObject }[];
  /** Parameters of the path item and of its first method, references resolved, with where each stands. */
  readonly parameters: readonly { readonly value: JsonObject; readonly path: YamlPath }[];
  /** What of a key pair the answer is declared to show. */
  readonly shows: readonly { readonly field: string; readonly path: YamlPath }[];
  readonly refusedWith: readonly { readonly id: string; readonly path: YamlPath }[];
}

/** Every path item that carries a known `x-operation`, on itself or on one of its methods. */
export function rawOperations(document: Json): RawOperation[] {
  return Object.entries(asObject(asObject(document).paths)).flatMap(([name, item]) => {
    const pathItem = asObject(item);
    const path = ['paths', name];
    const methods = METHODS.flatMap((method) => {
      const value = pathItem[method];
      return isObject(value) ? [{ method, value }] : [];
    });
    const holders = [
      { value: pathItem, path },
      ...methods.map((m) => ({ value: m.value, path: [...path, m.method] })),
    ];
    const role = holders.map((holder) => holder.value['x-operation']).find(isOperationRole);
    if (role === undefined) return [];
    const first = methods[0];
    const declared = first === undefined ? [] : parametersAt(document, first.value, [...path, first.method]);
    return [
      {
        role,
        path,
        methods,
        parameters: [...parametersAt(document, pathItem, path), ...declared],
        shows: asList(pathItem['x-shows']).map((field, index) => ({
          field: String(field),
          path: [...path, 'x-shows', index],
        })),
        refusedWith: holders.flatMap((holder) =>
          asList(holder.value['x-refused-with']).map((id, index) => ({
            id: String(id),
            path: [...holder.path, 'x-refused-with', index],
          })),
        ),
      },
    ];
  });
}

/** Whether a value of `x-operation` is one the suites know. */
export function isOperationRole(value: Json | undefined): value is OperationRole {
  return (OPERATION_ROLES as readonly (Json | undefined)[]).includes(value);
}

function parametersAt(document: Json, holder: JsonObject, path: YamlPath): RawOperation['parameters'] {
  return asList(holder.parameters).map((item, index) => ({
    value: asObject(resolve(document, item)),
    path: [...path, 'parameters', index],
  }));
}

/**
 * Declared answers that have a body, in the order of the document; the first media type counts. A success that may also be
 * a refusal, told by its body alone, has the schema of that as `x-refusal-schema` of its media type.
 */
export function answers(document: Json, operation: RawOperation): ResponseBody[] {
  return Object.entries(asObject(operation.methods[0]?.value.responses)).flatMap(([status, response]) => {
    const content = Object.entries(asObject(asObject(resolve(document, response)).content));
    return content.slice(0, 1).flatMap(([mediaType, value]) => {
      const media = asObject(value);
      const body = (schema: Json | undefined, refusal = false): ResponseBody => ({
        status: Number(status),
        ...(refusal && { refusal }),
        mediaType,
        schema: schema as unknown as ResponseBody['schema'],
      });
      const other = media['x-refusal-schema'];
      return [body(media.schema), ...(other === undefined ? [] : [body(other, true)])];
    });
  });
}

/** Whether an answer is a success. */
export function isSuccess({ status, refusal }: ResponseBody): boolean {
  return refusal !== true && status >= 200 && status < 300;
}

/** Follows `$ref` at the top of a value until something else stands there; a dangling one gives `undefined`. */
export function resolve(document: Json, value: Json | undefined): Json | undefined {
  let current = value;
  for (let hops = 0; hops < 20 && isObject(current); hops++) {
    const target = current.$ref;
    if (typeof target !== 'string') return current;
    current = valueAt(document, pointerSteps(target));
  }
  return current;
}

/** Thrown by `inline` when a reference leads back to itself. */
export class CircularReference extends Error {
  readonly target: string;

  constructor(target: string) {
    super(`circular reference ${target}`);
    this.name = 'CircularReference';
    this.target = target;
  }
}

/** The value with every `$ref` inside replaced by what it points to. Throws CircularReference. */
export function inline(document: Json, value: Json, seen: readonly string[] = []): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => inline(document, item, seen));
  if (!isObject(value)) return value;
  const { $ref: target, ...beside } = value;
  if (typeof target === 'string') {
    if (seen.includes(target)) throw new CircularReference(target);
    const pointed = inline(document, valueAt(document, pointerSteps(target)) ?? {}, [...seen, target]);
    return { ...asObject(pointed), ...asObject(inline(document, beside, seen)) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(document, item, seen)]));
}
