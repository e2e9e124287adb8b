import type { Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/** How to ask a provider in whose account the credentials of a target work. */
export interface Asking {
  readonly signal: AbortSignal;
  /** Whether the target is the real service, whose identity service has an address of its own. */
  readonly real: boolean;
}

type Caller = (target: Target, asking: Asking) => Promise<string>;

/** The identity call of each provider; loaded when an account is named, which few runs do. */
const PROVIDERS: ReadonlyMap<string, Caller> = new Map<string, Caller>([
  [
    'aws-ec2',
    async (target, asking) => (await import('./ec2/client/identity.ts')).ec2CallerAccount(target, asking),
  ],
  [
    'alibaba-ecs',
    async (target, asking) => (await import('./ecs/client/identity.ts')).ecsCallerAccount(target, asking),
  ],
]);

/**
 * The id of the account that the credentials of the target belong to, by the identity call of the provider. It makes
 * nothing and needs no permission.
 * @throws UsageError when it cannot be told
 */
export async function callerAccount(target: Target, asking: Asking): Promise<string> {
  const ask = PROVIDERS.get(target.provider);
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
