import { providers, readContract } from '../specs/compiled.ts';
import { DEFAULT_PROVIDER } from '../specs/default-provider.ts';
import { isServedAt } from '../specs/servers.ts';
import { leadsToLoopback } from '../targets/loopback.ts';
import { UsageError } from '../targets/usage-error.ts';

/**
 * The provider of an endpoint that was given without one: the one whose real service it is, or the usual one for this
 * machine and for the embedded reference.
 * @throws UsageError for any other host, which could be an implementation of either
 */
export async function providerOf(endpoint: string | undefined): Promise<string> {
  if (endpoint === undefined || (await leadsToLoopback(endpoint))) return DEFAULT_PROVIDER;
  const known = await providers();
  for (const provider of known) {
    if (isServedAt(await readContract(provider), endpoint)) return provider;
  }
  const choices = known.map((provider) => `--provider ${provider}`).join(' or ');
  throw new UsageError(
    `${endpoint} could be an implementation of any provider, and is not on this machine; add ${choices}, and --allow-remote`,
  );
}
