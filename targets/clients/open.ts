import { createAwsCliClient } from '../adapters/aws-cli.ts';
import { createBoto3Client } from '../adapters/boto3.ts';
import type { KeyPairClient, Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { createSdkClient } from './ec2-sdk.ts';
import { createEcsSdkClient } from './ecs-sdk.ts';
import { clientFor } from './for-provider.ts';
import { CLIENT_KINDS, type RunClientKind } from './kinds.ts';

/** Providers with an official SDK for this runtime. */
const SDK_CLIENTS: ReadonlyMap<string, (target: Target) => KeyPairClient> = new Map([
  ['aws-ec2', createSdkClient],
  ['alibaba-ecs', (target) => createEcsSdkClient(target)],
]);

/** Kinds that a run has unless told: those that need nothing installed. */
const DEFAULT_KINDS: readonly RunClientKind[] = ['wire', 'sdk'];

/** Clients of other runtimes, by provider. */
const PROGRAM_CLIENTS: ReadonlyMap<RunClientKind, (target: Target) => KeyPairClient> = new Map<
  RunClientKind,
  (target: Target) => KeyPairClient
>([
  ['boto3', (target) => createBoto3Client(target, target.programs?.python)],
  ['aws-cli', (target) => createAwsCliClient(target, target.programs?.awsCli)],
]);
/** The provider that they speak to. */
const PROGRAMS_SPEAK_TO = 'aws-ec2';

/**
 * The clients of a run: those of the given kinds, or wire and SDK where the provider has them. None of them connects,
 * and no SDK is loaded and no program started, before its first call.
 * @throws UsageError for a kind that the provider does not have
 */
export async function openClients(
  target: Target,
  kinds?: readonly RunClientKind[],
): Promise<readonly [KeyPairClient, ...KeyPairClient[]]> {
  const openSdk = SDK_CLIENTS.get(target.provider);
  if (kinds?.includes('sdk') && openSdk === undefined)
    throw new UsageError(`--client: no SDK for the provider '${target.provider}'; leave out 'sdk'`);
  const wanted = new Set(kinds ?? DEFAULT_KINDS);
  if (wanted.size === 1 && wanted.has('aws-cli'))
    throw new UsageError('--client: aws-cli takes a second for each call and judges beside others; add wire');
  const programs = [...PROGRAM_CLIENTS].filter(([kind]) => wanted.has(kind));
  const [stranger] = programs;
  if (stranger !== undefined && target.provider !== PROGRAMS_SPEAK_TO)
    throw new UsageError(
      `--client: ${stranger[0]} does not speak to the provider '${target.provider}'; leave it out`,
    );
  const sdk = wanted.has('sdk') && openSdk !== undefined ? [openSdk(target)] : [];
  const wire = wanted.has('wire') ? [await clientFor(target)] : [];
  const [first, ...others] = [...wire, ...sdk, ...programs.map(([, open]) => open(target))];
  if (first === undefined) throw new UsageError(`--client: name at least one of ${CLIENT_KINDS.join(', ')}`);
  return [first, ...others];
}
