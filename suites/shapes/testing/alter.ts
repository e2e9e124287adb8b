import type { OperationRole } from '../../../specs/contract.ts';
import type { Alter } from './canned-service.ts';

const OPERATIONS: readonly OperationRole[] = ['create', 'import', 'describe', 'delete'];

/** Ids of one requirement per operation. */
export function each(
  topic: string,
  aspect: string,
  operations: readonly OperationRole[] = OPERATIONS,
): string[] {
  return operations.map((operation) => `${topic}.${operation}.${aspect}`);
}

/** Changes the successes of one operation, or of all. */
export const inSuccess =
  (change: (body: string) => string, only?: OperationRole): Alter =>
  (body, { operation }, kind) =>
    kind === 'success' && (only ?? operation) === operation ? change(body) : body;

/** Changes every refusal. */
export const inError =
  (change: (body: string) => string): Alter =>
  (body, _call, kind) =>
    kind === 'error' ? change(body) : body;

/** A change that replaces text once. */
export const replace =
  (from: string | RegExp, to: string): ((body: string) => string) =>
  (body) =>
    body.replace(from, to);
