import type { Contract } from '../specs/contract.ts';
import { isServedAt, serviceHosts } from '../specs/servers.ts';
import type { QuotaMode } from '../suites/vocabulary.ts';
import { isAccountKey } from '../targets/credentials.ts';
import { callerAccount } from '../targets/identity.ts';
import { addressesOf, isLoopback, leadsToLoopback } from '../targets/loopback.ts';
import { providerOf } from '../targets/providers.ts';
import type { Distance, Target } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';

/** Options about targets that are not on this machine. */
export interface RemoteFlags {
  readonly allowRemote?: true;
  readonly account?: string;
  readonly quota?: QuotaMode;
  readonly fillRealQuota?: true;
}

export type { Distance };

/** What a run may do at a distance by default. */
export interface RemoteDefaults {
  /** Requests per second; no limit where it is missing. */
  readonly rate?: number;
  /** Repetitions of a throttled call. */
  readonly retries: number;
  /** Milliseconds that a describe may lag behind. */
  readonly consistencyMs: number;
  /** Whether what a run makes carries tags with the run and its expiry. */
  readonly mark: boolean;
}

/** By distance: this machine has nobody to spare and nothing that lags. */
export const REMOTE_DEFAULTS: { readonly [distance in Distance]: RemoteDefaults } = {
  loopback: { retries: 0, consistencyMs: 0, mark: false },
  remote: { retries: 5, consistencyMs: 10_000, mark: true },
  real: { rate: 5, retries: 5, consistencyMs: 10_000, mark: true },
};

/** Where the endpoint of a target leads: as `findDistance` found it, or by the addresses of its contract alone. */
export function distanceOf(
  { endpoint, distance }: Pick<Target, 'endpoint' | 'distance'>,
  contract: Contract,
): Distance {
  if (distance !== undefined) return distance;
  if (isLoopback(endpoint)) return 'loopback';
  return isServedAt(contract, endpoint) ? 'real' : 'remote';
}

/**
 * Where the endpoint of a target leads, also by the addresses that names resolve to.
 * @throws UsageError when it is the real service under a name or an address that is not its own
 */
export async function findDistance(target: Target, contract: Contract): Promise<Distance> {
  const { endpoint, regions } = target;
  if (await leadsToLoopback(endpoint)) return 'loopback';
  const named = distanceOf({ endpoint }, contract);
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname.replace(/^\[|\]$/g, '') : '';
  if (named !== 'remote' || host === '' || host.startsWith('::ffff:7f')) return named;
  const own = serviceHosts(contract, regions);
  const [addresses, ...others] = await Promise.all([host, ...own].map(addressesOf));
  const index = others.findIndex((all) => all.some((address) => addresses?.includes(address)));
  if (index === -1) return named;
  throw new UsageError(
    `${endpoint} has an address of ${own[index]}, the real service; if that is meant, give https://${own[index]}`,
  );
}

/**
 * Refuses what was not asked for by name: a target elsewhere, the cloud itself without its account, and filling a
 * region of it. Sends nothing.
 * @throws UsageError
 */
export function requireConsent(target: Target, distance: Distance, flags: RemoteFlags): void {
  if (distance !== 'loopback' && flags.allowRemote !== true) {
    throw new UsageError(
      `${target.endpoint} is not on this machine, and a run creates and deletes key pairs there; add --allow-remote if that is meant`,
    );
  }
  if (distance === 'real' && flags.account === undefined) {
    throw new UsageError(
      `${target.endpoint} is the real service; add --account with the id of the account that is meant, which is checked before anything is created`,
    );
  }
  if (distance === 'real' && flags.quota === 'full' && flags.fillRealQuota !== true) {
    throw new UsageError(
      '--quota full fills a region of a real account to its limit; add --fill-real-quota if that is meant',
    );
  }
}

/** @throws UsageError when a session token, or a signature by keys that an account may have, would go over plain http */
export function refuseCleartext({ endpoint, credentials, provider }: Target, distance: Distance): void {
  if (distance === 'loopback' || !/^http:/i.test(endpoint)) return;
  const what =
    credentials.sessionToken !== undefined
      ? 'the session token'
      : distance === 'real' || isAccountKey(credentials, providerOf(provider)?.keyForm)
        ? 'the signatures of an access key'
        : undefined;
  if (what === undefined) return;
  throw new UsageError(
    `${endpoint}: ${what} would go over plain http to another machine; use https, or credentials of no account (AWS_ACCESS_KEY_ID=test, AWS_SECRET_ACCESS_KEY=test)`,
  );
}

/**
 * Compares the account of the credentials with the one that was named, where one was. Makes nothing.
 * @throws UsageError when it is another, or cannot be told
 */
export async function checkAccount(
  target: Target,
  distance: Distance,
  account: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (account === undefined) return;
  const found = await callerAccount(target, { signal, real: distance === 'real' });
  if (found === account) return;
  throw new UsageError(
    `--account: the credentials belong to another account, one that ends in ${found.slice(-4)}; nothing was created`,
  );
}
