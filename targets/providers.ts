import {
  CLIENT_KINDS,
  type ProgramClientKind,
  type ProviderCli,
  type RunClientKind,
} from './client-kinds.ts';
import { EC2 } from './ec2/provider.ts';
import { ECS } from './ecs/provider.ts';
import type { CommandOf, ListenOptions, Provider, Reproduction } from './provider.ts';
import type { ReferenceServer } from './reference/http.ts';
import type { KeyPairClient, Target } from './target.ts';
import { UsageError } from './usage-error.ts';

/** Every provider that can be tested. */
export const PROVIDERS: readonly Provider[] = [EC2, ECS];

/** The provider of this id; `undefined` where only a contract, or an adapter, knows it. */
export function providerOf(id: string): Provider | undefined {
  return PROVIDERS.find((provider) => provider.id === id);
}

const idsOf = (providers: readonly Provider[]): string => providers.map(({ id }) => id).join(', ');

/**
 * The wire client of the target's provider.
 * @throws UsageError when there is none
 */
export async function clientFor(target: Target): Promise<KeyPairClient> {
  const provider = providerOf(target.provider);
  if (provider === undefined)
    throw new UsageError(`unsupported provider '${target.provider}'; supported: ${idsOf(PROVIDERS)}`);
  return provider.openWire(target);
}

/** Kinds that a run has by default: those that need nothing installed. */
const DEFAULT_KINDS: readonly RunClientKind[] = ['wire', 'sdk'];
/** Kinds that are programs of other runtimes. */
const PROGRAM_KINDS: readonly ProgramClientKind[] = ['boto3', 'aws-cli'];

/**
 * The clients of a run: those of the given kinds, or wire and SDK where the provider has them. None of them connects,
 * and no SDK is loaded and no program started, before its first call.
 * @throws UsageError for a kind that the provider does not have
 */
export async function openClients(
  target: Target,
  kinds?: readonly RunClientKind[],
): Promise<readonly [KeyPairClient, ...KeyPairClient[]]> {
  const { openSdk, openPrograms = {} } = providerOf(target.provider) ?? {};
  if (kinds?.includes('sdk') && openSdk === undefined)
    throw new UsageError(`--client: no SDK for the provider '${target.provider}'; leave out 'sdk'`);
  const wanted = new Set(kinds ?? DEFAULT_KINDS);
  if (wanted.size === 1 && wanted.has('aws-cli'))
    throw new UsageError('--client: aws-cli takes a second for each call and runs beside others; add wire');
  const programs = PROGRAM_KINDS.filter((kind) => wanted.has(kind)).map((kind) => {
    const open = openPrograms[kind];
    if (open !== undefined) return open;
    throw new UsageError(
      `--client: ${kind} does not speak to the provider '${target.provider}'; leave it out`,
    );
  });
  const [first, ...others] = await Promise.all([
    ...(wanted.has('wire') ? [clientFor(target)] : []),
    ...(wanted.has('sdk') && openSdk !== undefined ? [openSdk(target)] : []),
    ...programs.map((open) => open(target)),
  ]);
  if (first === undefined) throw new UsageError(`--client: name at least one of ${CLIENT_KINDS.join(', ')}`);
  return [first, ...others];
}

/**
 * A client as ordinary users of the target have it, with connections of its own: the official SDK with default settings,
 * or the wire client where the provider has none here. Nothing is loaded before its first call.
 */
export async function openOrdinary(target: Target): Promise<KeyPairClient> {
  const { openOrdinary: open } = providerOf(target.provider) ?? {};
  return open === undefined ? clientFor(target) : open(target);
}

/**
 * Starts the reference of a provider. Rejects when it cannot listen.
 * @throws Error when the provider has none
 * @throws UsageError for a dress that its reference does not have
 */
export async function startReferenceOf(
  provider: string,
  options: ListenOptions = {},
): Promise<ReferenceServer> {
  const { startReference: start, dresses = [] } = providerOf(provider) ?? {};
  if (options.dress !== undefined && !dresses.includes(options.dress)) {
    const choice = dresses.length === 0 ? 'it has none' : `choose from ${dresses.join(', ')}`;
    throw new UsageError(`unknown dress '${options.dress}' of the reference of '${provider}' (${choice})`);
  }
  if (start !== undefined) return start(options);
  const known = idsOf(PROVIDERS.filter(({ startReference }) => startReference !== undefined));
  throw new Error(`there is no reference of the provider '${provider}'; known are: ${known}`);
}

/** The exchange as a command of the provider's own tool; `undefined` where it has none that is known here. */
export function providerCliCommand(
  ...[exchange, target]: Parameters<CommandOf>
): { readonly tool: ProviderCli; readonly reproduction: Reproduction } | undefined {
  const cli = providerOf(target.provider)?.cli;
  return cli && { tool: cli.tool, reproduction: cli.commandOf(exchange, target) };
}

/** The exchange as a `curl` command that signs for itself, or why there is none. */
export function curlCommand(...[exchange, target]: Parameters<CommandOf>): Reproduction {
  const write = providerOf(target.provider)?.curl;
  return write?.(exchange, target) ?? { kind: 'none', reason: `curl cannot sign for ${target.provider}` };
}
