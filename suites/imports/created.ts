import { findParameter } from '../../specs/constraints.ts';
import type { CheckContext } from '../check.ts';
import { createPair, type Made } from '../flows.ts';
import { needCapability } from '../scenes/capabilities.ts';

/** Creates a key pair of this type and format, where the target has them and the provider has such parameters. */
export function createTyped(
  ctx: CheckContext,
  { keyType, keyFormat }: { readonly keyType?: string; readonly keyFormat?: string },
): Promise<Made> {
  if (keyType === 'ed25519') needCapability(ctx, 'ed25519');
  if (keyFormat === 'ppk') needCapability(ctx, 'ppk');
  const typed = findParameter(ctx.contract, 'create', 'key-type') !== undefined;
  const formatted = findParameter(ctx.contract, 'create', 'key-format') !== undefined;
  return createPair(ctx, {
    ...(typed && keyType !== undefined && { keyType }),
    ...(formatted && keyFormat !== undefined && { keyFormat }),
  });
}
