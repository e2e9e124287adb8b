import { clientFor, type Opening } from './client-for.ts';
import { CLIENT_KINDS, type RunClientKind } from './client-kinds.ts';
import type { KeyPairClient, Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/** Providers with an official SDK for this runtime. */
const SDK_CLIENTS: ReadonlyMap<string, Opening> = new Map<string, Opening>([
  ['aws-ec2', async (target) => (await import('./ec2/client/sdk.ts')).createSdkClient(target)],
  ['alibaba-ecs', async (target) => (await import('./ecs/client/sdk.ts')).createEcsSdkClient(target)],
]);

/** Kinds that a run has unless told: those that need nothing installed. */
const DEFAULT_KINDS: readonly RunClientKind[] = ['wire', 'sdk'];

/** Clients of other runtimes, by provider. */
const PROGRAM_CLIENTS: ReadonlyMap<RunClientKind, Opening> = new Map<RunClientKind, Opening>([
  [
    'boto3',
    async (target) =>
      (await import('./adapters/boto3.ts')).createBoto3Client(target, target.programs?.python),
  ],
  [
    'aws-cli',
    async (target) =>
      (await import('./adapters/aws-cli.ts')).createAwsCliClient(target, target.programs?.awsCli),
  ],
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
  const [first, ...others] = await Promise.all([
    ...(wanted.has('wire') ? [clientFor(target)] : []),
    ...(wanted.has('sdk') && openSdk !== undefined ? [openSdk(target)] : []),
    ...programs.map(([, open]) => open(target)),
  ]);
  if (first === undefined) throw new UsageError(`--client: name at least one of ${CLIENT_KINDS.join(', ')}`);
  return [first, ...others];
}
