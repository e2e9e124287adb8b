import type { Context } from '../../../targets/ecs/reference/context.ts';

/** Whether a fault shows in this request. */
export type Condition = (ctx: Context) => boolean;

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
