import { providers, readContract } from '../specs/compiled.ts';
import type { Contract, Recordings } from '../specs/contract.ts';
import { didYouMean } from '../specs/similar.ts';
import { UsageError } from '../targets/usage-error.ts';

/**
 * The contract of a provider.
 * @throws UsageError when there is none of that name.
 */
export async function contractFor(provider: string): Promise<Contract> {
  const known = await providers();
  if (known.includes(provider)) return readContract(provider);
  const hint = didYouMean(provider, known) || `; there are ${known.join(', ')}`;
  throw new UsageError(`no provider '${provider}'${hint}`);
}

/**
 * What was recorded of a provider.
 * @throws UsageError when nothing was
 */
export function recordingsOf({ provider, recordings }: Contract): Recordings {
  if (recordings === undefined) throw new UsageError(`no responses of '${provider}' are recorded`);
  return recordings;
}
