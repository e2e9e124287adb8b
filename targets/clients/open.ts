import type { KeyPairClient, Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { createSdkClient } from './ec2-sdk.ts';
import { createEcsSdkClient } from './ecs-sdk.ts';
import { clientFor } from './for-provider.ts';

/** The clients that a run can be asked for by name. */
export const CLIENT_KINDS = ['wire', 'sdk'] as const;
export type RunClientKind = (typeof CLIENT_KINDS)[number];

/** Providers with an official SDK for this runtime. */
const SDK_CLIENTS: ReadonlyMap<string, (target: Target) => KeyPairClient> = new Map([
  ['aws-ec2', createSdkClient],
  ['alibaba-ecs', (target) => createEcsSdkClient(target)],
]);

/**
 * The clients of a run: those of the given kinds, or all that the provider has. None of them connects, and no SDK is
 * loaded, before its first call.
 * @throws UsageError for a kind that the provider does not have
 */
export async function openClients(
  target: Target,
  kinds?: readonly RunClientKind[],
): Promise<readonly [KeyPairClient, ...KeyPairClient[]]> {
  const openSdk = SDK_CLIENTS.get(target.provider);
  if (kinds?.includes('sdk') && openSdk === undefined)
    throw new UsageError(`--client: no SDK for the provider '${target.provider}'; leave out 'sdk'`);
  const wanted = new Set(kinds ?? CLIENT_KINDS);
  const sdk = wanted.has('sdk') && openSdk !== undefined ? [openSdk(target)] : [];
  const wire = wanted.has('wire') ? [await clientFor(target)] : [];
  const [first, ...others] = [...wire, ...sdk];
  if (first === undefined) throw new UsageError(`--client: name at least one of ${CLIENT_KINDS.join(', ')}`);
  return [first, ...others];
}
