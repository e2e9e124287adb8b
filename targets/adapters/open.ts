import { basename } from 'node:path';
import type { AdapterCommand } from '../config/define-config.ts';
import { endpoint as readEndpoint } from '../config/values.ts';
import type { KeyPairClient, Target } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import { createExecutableClient } from './executable.ts';
import { createModuleClient, isModule, loadAdapter, startModule } from './module.ts';
import { ADAPTER_SCHEME } from './outcomes.ts';

/** An adapter as it was named. */
export interface GivenAdapter {
  /** Module, or command line; or a command with what it needs. */
  readonly adapter: string | AdapterCommand;
  /** Folder that the path of a module is relative to. */
  readonly folder: string;
}

/** An adapter that speaks for a target. */
export interface OpenAdapter {
  readonly name: string;
  /** Address of the target; `adapter:NAME` where it has none. */
  readonly endpoint: string;
  /** Makes the client; `undefined` where the target is asked over the wire. */
  readonly client?: (target: Target) => KeyPairClient;
  /** Ends what the adapter started. */
  close(): Promise<void>;
}

/**
 * Opens an adapter: loads a module and starts its target, or takes a program, which its first call starts.
 * @param endpoint address that was given besides, for an adapter that forwards
 * @throws UsageError when a module cannot be loaded, or nothing says whom to ask
 */
export async function openAdapter(
  { adapter, folder }: GivenAdapter,
  endpoint: string | undefined,
): Promise<OpenAdapter> {
  if (typeof adapter !== 'string' || !isModule(adapter)) return openProgram(adapter, endpoint);
  const module = await loadAdapter(folder, adapter);
  const name = module.name ?? adapter;
  const { endpoint: own } = await startModule(module);
  const { client } = module;
  const close = async (): Promise<void> => {
    await module.stop?.();
  };
  let address = endpoint;
  try {
    if (own !== undefined && own !== null)
      address = readEndpoint({ value: own, origin: `adapter: 'start' of '${name}'` });
    if (client === undefined && address === undefined)
      throw new UsageError(
        `adapter: '${name}' has no client, and its start returns no endpoint; give it one of the two`,
      );
  } catch (error) {
    await close();
    throw error;
  }
  return {
    name,
    endpoint: address ?? nameless(name),
    ...(client !== undefined && { client: () => createModuleClient(name, client) }),
    close,
  };
}

function openProgram(adapter: string | AdapterCommand, endpoint: string | undefined): OpenAdapter {
  const { command, ...rest } = typeof adapter === 'string' ? { command: adapter } : adapter;
  const words = typeof command === 'string' ? command.split(' ') : command;
  const name = basename(words.at(-1) ?? '') || 'adapter';
  return {
    name,
    endpoint: endpoint ?? nameless(name),
    client: (target) => createExecutableClient({ kind: 'adapter', label: name, command, ...rest }, target),
    close: () => Promise.resolve(),
  };
}

function nameless(name: string): string {
  return `${ADAPTER_SCHEME}${encodeURIComponent(name)}`;
}
