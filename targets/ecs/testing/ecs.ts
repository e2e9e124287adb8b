import type { KeyPairCall, KeyPairClient, Outcome, Target } from '../../target.ts';
import { testTarget } from '../../testing/target.ts';

/** A target of ECS for tests of clients. */
export function ecsTarget(changes: Partial<Target> = {}): Target {
  return testTarget({
    provider: 'alibaba-ecs',
    regions: ['cn-hangzhou', 'eu-central-1', 'us-west-1'],
    credentials: {
      accessKeyId: 'LTAI5tExampleExampleEx',
      secretAccessKey: 'ExampleSecretOfThirtyCharacters',
    },
    // A busy machine makes keys slowly.
    timeouts: { connectMs: 60_000, requestMs: 60_000, checkMs: 60_000 },
    ...changes,
  });
}

/** Sends one call to the main region, or another. */
export function callOf(
  client: KeyPairClient,
  call: Partial<KeyPairCall> & Pick<KeyPairCall, 'operation'>,
): Promise<Outcome> {
  return client.call(
    { region: 'cn-hangzhou', parameters: {}, ...call },
    { signal: AbortSignal.timeout(20_000) },
  );
}
