import type { Context } from '../../../targets/ec2/reference/context.ts';

/** Whether a fault shows in this request. */
export type Condition = (ctx: Context) => boolean;

export const creating: Condition = (ctx) => ctx.action === 'CreateKeyPair';
export const importing: Condition = (ctx) => ctx.action === 'ImportKeyPair';
export const describing: Condition = (ctx) => ctx.action === 'DescribeKeyPairs';
export const deleting: Condition = (ctx) => ctx.action === 'DeleteKeyPair';

/** A check that refuses nothing. */
export const accept = (): undefined => undefined;

/** A behaviour of any provider, whatever it takes besides the request. */
type Behaviour = (ctx: never, ...rest: never[]) => unknown;

/** The wrong behaviour where the condition holds, the right one elsewhere. */
export function only<Of extends Behaviour>(
  condition: (ctx: Parameters<Of>[0]) => boolean,
  wrong: NoInfer<Of>,
  right: Of,
): Of {
  const either: Behaviour = (ctx, ...rest) => (condition(ctx) ? wrong : right)(ctx, ...rest);
  return either as Of;
}
