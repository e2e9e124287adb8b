import { providers, readContract } from '../specs/compiled.ts';
import type { Contract } from '../specs/contract.ts';
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
