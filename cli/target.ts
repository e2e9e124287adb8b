import process from 'node:process';
import { EMBEDDED_REFERENCE } from '../reports/rerun.ts';
import { findDistance, refuseCleartext } from '../runner/remote.ts';
import type { Contract } from '../specs/contract.ts';
import type { OpenAdapter } from '../targets/adapters/open.ts';
import { resolveTarget } from '../targets/config/config.ts';
import { withCredentials } from '../targets/config/environment.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { Redactor } from '../targets/redact.ts';
import type { KeyPairClient, Target } from '../targets/target.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import type { RunFlags } from './options.ts';
import { providerOf } from './provider.ts';
import { redactorFor } from './redactor.ts';

/** Milliseconds a program may take for its first answer: emulators load a service when it is first asked for. */
const SLOW_START_MS = 60_000;

/** Milliseconds for the first response by default. */
const DEFAULT_CONNECT_MS = 30_000;

/** A target that can be asked, with the contract it is judged by. */
export interface OpenTarget {
  readonly target: Target;
  readonly contract: Contract;
  /** Speaks to the target, where an adapter does; else the clients of the provider do. */
  readonly client?: KeyPairClient;
  /** Cleans what is printed of it. */
  readonly redactor: Redactor;
  /** Stops the embedded reference, where it was started. */
  close(): Promise<void>;
}

/**
 * The target that the options, the environment and the target file name: an address, an adapter, a program to start,
 * or the embedded reference.
 * @throws UsageError for settings that cannot be used, or that name no target
 */
export async function openTarget(endpoint: string | undefined, flags: RunFlags): Promise<OpenTarget> {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    process.stderr.write(
      'warning: NODE_TLS_REJECT_UNAUTHORIZED=0: certificates are not checked, so anybody on the way can impersonate the target; use --ca\n',
    );
  }
  let close: OpenTarget['close'] = () => Promise.resolve();
  let opened: OpenAdapter | undefined;
  const contracts = new Map<string, Contract>();
  const target = await resolveTarget({
    flags: {
      name: flags.name,
      targetVersion: flags.targetVersion,
      embeds: flags.embeds,
      endpoint: oneEndpoint(endpoint, flags),
      command: flags.command,
      reference: flags.reference,
      provider: flags.provider,
      regions: flags.regions,
      profile: flags.profile,
      ca: flags.ca,
      concurrency: flags.concurrency,
      requestMs: flags.timeout,
      connectMs: flags.connectTimeout ?? firstResponseMs(flags.wait),
      capabilities: capabilitiesOf(flags),
      minCoverage: flags.minCoverage,
      maxLeftovers: flags.maxLeftovers,
      adapter: flags.adapter,
      python: flags.python,
      awsCli: flags.awsCli,
    },
    env: environmentWith(flags),
    file: flags.config,
    cwd: process.cwd(),
    defaults: {
      provider: providerOf,
      async regionsOf(provider) {
        const contract = await contractFor(provider);
        contracts.set(provider, contract);
        return contract.rules.regions;
      },
      regionPatternOf: async (provider) => (await contractFor(provider)).rules.service?.region,
      async adapter(given, address) {
        const { openAdapter } = await import('../targets/adapters/open.ts');
        opened = await openAdapter(given, address);
        close = opened.close;
        return opened;
      },
      async start(source, provider, credentials) {
        if (source.kind === 'command') {
          const { startCommand } = await import('../targets/command.ts');
          const started = await startCommand(source.command);
          close = () => started.close();
          return { name: 'command', endpoint: started.endpoint, connectMs: SLOW_START_MS };
        }
        const reference = await startReferenceOf(provider, { verify: credentials });
        close = () => reference.close();
        return {
          name: EMBEDDED_REFERENCE,
          endpoint: reference.url,
          capabilities: { 'verifies-signatures': true },
        };
      },
    },
  });
  const redactor = redactorFor(target, flags);
  const contract = contracts.get(target.provider) ?? (await contractFor(target.provider));
  refuseMasquerade(target);
  try {
    const distance = await findDistance(target, contract);
    refuseCleartext(target, distance);
    const placed = {
      ...target,
      distance,
      ...(flags.wait !== undefined && { waitedSeconds: flags.wait }),
    };
    const client = clientOf(opened, placed, flags);
    return { target: placed, contract, redactor, ...(client && { client }), close: () => close() };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @throws UsageError when clients are chosen for a target that its adapter speaks to */
function clientOf(
  adapter: OpenAdapter | undefined,
  target: Target,
  { client }: RunFlags,
): KeyPairClient | undefined {
  if (adapter?.client === undefined) return undefined;
  if (client !== undefined)
    throw new UsageError(`--client: the adapter '${adapter.name}' speaks to the target; leave --client out`);
  return adapter.client(target);
}

/** @throws UsageError when a target would be called what only the reference is */
function refuseMasquerade({ name, reference }: Target): void {
  if (name.trim().toLowerCase().startsWith(EMBEDDED_REFERENCE) && reference !== true)
    throw new UsageError(`--name: only the reference is called '${EMBEDDED_REFERENCE}'; choose another name`);
}

function oneEndpoint(argument: string | undefined, { endpoint: option }: RunFlags): string | undefined {
  if (argument !== undefined && option !== undefined && argument !== option) {
    throw new UsageError(`two endpoints are given, '${argument}' and '${option}'; keep one`);
  }
  return argument ?? option;
}

/** Who waits for a target also waits for its first response, which many give late because they load a service then. */
function firstResponseMs(waitSeconds = 0): number | undefined {
  const ms = waitSeconds * 1_000;
  return ms > DEFAULT_CONNECT_MS ? ms : undefined;
}

/** `--without ppk` is `--capabilities no-ppk`. */
function capabilitiesOf({ capabilities, without }: RunFlags): readonly string[] | undefined {
  if (without === undefined) return capabilities;
  return [...(capabilities ?? []), ...without.map((name) => `no-${name}`)];
}

/** Keys given as options stand for the variables of whatever provider it will be. */
function environmentWith({
  accessKeyId,
  secretAccessKey,
}: RunFlags): Readonly<Record<string, string | undefined>> {
  if (accessKeyId === undefined && secretAccessKey === undefined) return process.env;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new UsageError(
      '--access-key-id and --secret-access-key belong together; only one of them is given',
    );
  }
  return withCredentials(process.env, { accessKeyId, secretAccessKey });
}
