import type { OperationRole } from './contract.ts';

/** Operations that make a key pair, in the order in which checks take them where either would do: imports cost nothing. */
export type MakingOperation = Extract<OperationRole, 'import' | 'create'>;
export const MAKING_OPERATIONS: readonly MakingOperation[] = ['import', 'create'];

/** Stands in `needs` for the operation by which a check makes the key pairs that it needs. */
const MAKING = '{making}';

/** The requirements that a need names: one, or one for each operation that makes key pairs. */
export function namedBy(need: string, known: (id: string) => boolean): readonly string[] {
  if (!need.includes(MAKING)) return [need];
  const named = MAKING_OPERATIONS.map((operation) => neededFor(need, operation));
  const existing = named.filter(known);
  return existing.length === 0 ? named : existing;
}

/** The requirement that a need names when key pairs are made by this operation. */
export function neededFor(need: string, operation: MakingOperation): string {
  return need.replaceAll(MAKING, operation);
}

/** Whether a need depends on how key pairs are made. */
export function dependsOnMaking(need: string): boolean {
  return need.includes(MAKING);
}
