import type { Contract, Json, JsonObject } from '../specs/contract.ts';
import { UsageError } from '../targets/usage-error.ts';

/** What stands for the account in a policy that is printed without one. */
export const ANY_ACCOUNT = 'ACCOUNT_ID';

/**
 * The smallest permissions that a recording needs, in the form of the provider.
 * @throws UsageError when nothing is known of accounts of the provider
 */
export function policyOf({ provider, rules }: Contract, account: string = ANY_ACCOUNT): JsonObject {
  if (rules.account === undefined) throw new UsageError(`accounts of '${provider}' are not described`);
  const { namePrefix, policy } = rules.account;
  const fill = (value: Json): Json => {
    if (typeof value === 'string')
      return value.replace('{account}', account).replace('{namePrefix}', namePrefix);
    if (Array.isArray(value)) return (value as readonly Json[]).map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]));
  };
  return fill(policy as unknown as Json) as JsonObject;
}
