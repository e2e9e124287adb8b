import type { Topic } from '../../../specs/contract.ts';
import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import type { Mutant } from '../mutant.ts';
import * as shared from '../table.ts';

export { accept, always, only } from '../table.ts';

/** Whether a fault shows in this request. */
export type Condition = (ctx: Context) => boolean;
/** A fault of EC2. */
export type Fault = Mutant['fault'];
/** A mutant of EC2 in one row. */
export type Row = shared.Row<'aws-ec2'>;

export const creating: Condition = (ctx) => ctx.action === 'CreateKeyPair';
export const importing: Condition = (ctx) => ctx.action === 'ImportKeyPair';
export const describing: Condition = (ctx) => ctx.action === 'DescribeKeyPairs';
export const deleting: Condition = (ctx) => ctx.action === 'DeleteKeyPair';

/** Every operation, with the condition that it is the one of the request. */
export const OPERATIONS: readonly (readonly [operation: string, here: Condition])[] = [
  ['create', creating],
  ['import', importing],
  ['describe', describing],
  ['delete', deleting],
];

/** Several faults as one. */
export const together: (...faults: readonly Fault[]) => Fault = shared.together<Behaviours>;

/** A fault that is made anew for each server. */
export const perServer: (make: (correct: Behaviours) => Fault) => Fault = shared.perServer<Behaviours>;

/** A fault in one behaviour of EC2. */
export const at: shared.At<Behaviours> = shared.at as unknown as shared.At<Behaviours>;

/** The mutants of one topic of EC2. */
export const table = (topic: Topic, rows: readonly Row[]): readonly Mutant[] =>
  shared.tableOf('aws-ec2', topic, rows);

/** The rows of some operations, each named `<operation>-<name>`. */
export const forEach = <Operation extends string>(
  operations: readonly (readonly [operation: Operation, here: Condition])[],
  rowsOf: (operation: Operation, here: Condition) => readonly Row[],
): readonly Row[] => shared.forEach(operations, rowsOf);
