import type { KeyPairClient, Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/** Makes a client for a target; loaded when it is needed, so that no run pays for another provider. */
export type Opening = (target: Target) => Promise<KeyPairClient>;

const WIRE_CLIENTS: ReadonlyMap<string, Opening> = new Map<string, Opening>([
  ['aws-ec2', async (target) => (await import('./ec2/client/query.ts')).createEc2Client(target)],
  ['alibaba-ecs', async (target) => (await import('./ecs/client/rpc.ts')).createEcsClient(target)],
]);

/**
 * The wire client of the target's provider.
 * @throws UsageError when there is none
 */
export async function clientFor(target: Target): Promise<KeyPairClient> {
  const open = WIRE_CLIENTS.get(target.provider);
  if (open !== undefined) return open(target);
  const known = [...WIRE_CLIENTS.keys()].join(', ');
  throw new UsageError(`no client speaks to the provider '${target.provider}'; known are: ${known}`);
}
