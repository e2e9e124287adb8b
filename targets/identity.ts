import type { Asking } from './provider.ts';
import { providerOf } from './providers.ts';
import type { Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/**
 * The id of the account that the credentials of the target belong to, by the identity call of the provider. It makes
 * nothing and needs no permission.
 * @throws UsageError when it cannot be told
 */
export async function callerAccount(target: Target, asking: Asking): Promise<string> {
  const ask = providerOf(target.provider)?.callerAccount;
  if (ask === undefined) throw new UsageError(`--account: '${target.provider}' has no identity call`);
  try {
    return await ask(target, asking);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `--account: the identity call did not tell the account (${reason}); check the credentials and the endpoint`,
      { cause: error },
    );
  }
}
