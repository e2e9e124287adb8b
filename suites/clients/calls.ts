import type { CallParameters } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { anyPair, makingParameters, removeLater } from '../flows.ts';
import { naming } from '../lookups.ts';
import type { TwoClients } from './two.ts';

/** A plain call of the requirement's operation that has to be accepted. */
export interface PlainCall {
  readonly name: string;
  readonly parameters: CallParameters;
}

/**
 * Prepares a plain call: a fresh name to make a key pair of, or a key pair that was made over the wire to describe or
 * delete. What is made is removed after the check.
 */
export async function plainCall(ctx: CheckContext, { wire }: TwoClients): Promise<PlainCall> {
  const { operation } = ctx.requirement;
  const { keyType, keyFormat } = ctx.given;
  if (operation === 'describe' || operation === 'delete') {
    const { name } = await anyPair(wire);
    return { name, parameters: operation === 'describe' ? naming(ctx, name) : { name } };
  }
  const name = ctx.name();
  removeLater(wire, name);
  const kind = {
    ...(typeof keyType === 'string' && { keyType }),
    ...(typeof keyFormat === 'string' && { keyFormat }),
  };
  const tags =
    ctx.given.tags === true ? { tags: [{ key: ctx.random.text(8), value: ctx.random.text(8) }] } : {};
  return { name, parameters: { ...makingParameters(ctx, operation, name), ...kind, ...tags } };
}
