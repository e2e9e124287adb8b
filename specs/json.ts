import type { Json, JsonObject } from './contract.ts';

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is anything else. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one when it is anything else. */
export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Calls `visit` for the value and everything inside it, with the path from the start. */
export function walk(
  value: Json,
  visit: (value: Json, path: readonly (string | number)[]) => void,
  path: readonly (string | number)[] = [],
): void {
  visit(value, path);
  if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) walk(item, visit, [...path, index]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) walk(item, visit, [...path, key]);
  }
}
