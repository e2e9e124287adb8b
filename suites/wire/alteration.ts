import type { Json } from '../../specs/contract.ts';
import type { WireAlteration } from '../../targets/target.ts';
import type { CheckContext } from '../check.ts';
import { objectIn } from '../values.ts';

/** Stands in specs for a text that no target can know beforehand. */
const FRESH = '{fresh}';

/** The change of the request that `given.wire` declares (the members of `WireAlteration`), `{fresh}` filled in. */
export function wireIn(ctx: CheckContext): WireAlteration {
  const declared = objectIn(ctx, 'wire');
  return filled(declared, () => ctx.random.text(10)) as unknown as WireAlteration;
}

function filled(value: Json, fresh: () => string): Json {
  if (typeof value === 'string') return value.replaceAll(FRESH, fresh);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => filled(one, fresh));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, fresh)]));
}
