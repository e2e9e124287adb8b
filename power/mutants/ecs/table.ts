import type { Topic } from '../../../specs/contract.ts';
import type { EcsBehaviours } from '../../../targets/ecs/reference/behaviours.ts';
import type { Context } from '../../../targets/ecs/reference/context.ts';
import type { EcsMutant } from '../mutant.ts';
import * as shared from '../table.ts';

export { accept, always, only } from '../table.ts';

/** Whether a fault shows in this request. */
export type Condition = (ctx: Context) => boolean;
/** A fault of ECS. */
export type Fault = EcsMutant['fault'];
/** A mutant of ECS in one row. */
export type Row = shared.Row<'alibaba-ecs'>;

export const creating: Condition = (ctx) => ctx.action === 'CreateKeyPair';
export const importing: Condition = (ctx) => ctx.action === 'ImportKeyPair';
export const describing: Condition = (ctx) => ctx.action === 'DescribeKeyPairs';
export const deleting: Condition = (ctx) => ctx.action === 'DeleteKeyPairs';

/** The operations that make a key pair, each with the condition that it is the one of the request. */
export const MAKING: readonly (readonly [operation: 'create' | 'import', here: Condition])[] = [
  ['create', creating],
  ['import', importing],
];

/** Every operation, with the condition that it is the one of the request. */
export const OPERATIONS: readonly (readonly [
  operation: 'create' | 'import' | 'describe' | 'delete',
  here: Condition,
])[] = [...MAKING, ['describe', describing], ['delete', deleting]];

/** Several faults as one. */
export const together: (...faults: readonly Fault[]) => Fault = shared.together<EcsBehaviours>;

/** A fault that is made anew for each server. */
export const perServer: (make: (correct: EcsBehaviours) => Fault) => Fault = shared.perServer<EcsBehaviours>;

/** A fault in one behaviour of ECS. */
export const at: shared.At<EcsBehaviours> = shared.at as unknown as shared.At<EcsBehaviours>;

/** The mutants of one topic of ECS. */
export const table = (topic: Topic, rows: readonly Row[]): readonly EcsMutant[] =>
  shared.tableOf('alibaba-ecs', topic, rows);

/** The rows of some operations, each named `<operation>-<name>`. */
export const forEach = <Operation extends string>(
  operations: readonly (readonly [operation: Operation, here: Condition])[],
  rowsOf: (operation: Operation, here: Condition) => readonly Row[],
): readonly Row[] => shared.forEach(operations, rowsOf);
