import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type KeyPairClient, TransportError, UnsupportedByAdapter, UnsupportedByClient } from '../target.ts';
import { UsageError } from '../usage-error.ts';
import type { Adapter, ModuleClient } from './define-adapter.ts';
import { messageReader, ProtocolError } from './messages.ts';
import { outcomeOf } from './outcomes.ts';

/** Endings of a module; anything else is a program. */
const MODULES = new Set(['.ts', '.mts', '.js', '.mjs']);
/** Parts of an adapter and their kinds. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  name: ['string'],
  start: ['function'],
  ready: ['function'],
  reset: ['function'],
  stop: ['function'],
  client: ['object'],
};
const READY_MS = 30_000;
/** A target may have to be fetched or compiled first. */
const START_MS = 600_000;
const POLL_MS = 50;

/** Whether an adapter that was given as one word is a module. */
export function isModule(text: string): boolean {
  return MODULES.has(extname(text)) && !text.includes(' ');
}

/**
 * Loads the module of an adapter.
 * @throws UsageError when there is none, or its default export is no adapter
 */
export async function loadAdapter(folder: string, path: string): Promise<Adapter> {
  const file = resolve(folder, path);
  if (!existsSync(file)) throw new UsageError(`adapter: there is no module '${path}'`);
  const module: unknown = await inTime(importModule(file), READY_MS).catch((error: unknown) => {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(`adapter: '${path}' cannot be loaded: ${reason}`, { cause: error });
  });
  const adapter =
    typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined;
  if (typeof adapter !== 'object' || adapter === null)
    throw new UsageError(
      `adapter: '${path}' has no adapter as its default export; write 'export default defineAdapter({ ... })'`,
    );
  for (const [part, value] of Object.entries(adapter)) {
    const kinds = PARTS[part];
    if (kinds === undefined)
      throw new UsageError(
        `adapter: '${path}' has an unknown part '${part}'; there are ${Object.keys(PARTS).join(', ')}`,
      );
    if (value !== undefined && !kinds.includes(typeof value))
      throw new UsageError(
        `adapter: '${part}' of '${path}' is a ${typeof value}, not a ${kinds.join(' or ')}`,
      );
  }
  return { name: basename(path), ...adapter };
}

/** What a module promised, or an error where it does not come. */
async function inTime<T>(promised: T, milliseconds: number): Promise<Awaited<T>> {
  const limit = new AbortController();
  const late = pause(milliseconds, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`no end within ${milliseconds / 1000} s`);
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    limit.abort();
  }
}

/** Natively where Node can, else by jiti, which must not leave a cache in the user's project. */
async function importModule(file: string): Promise<unknown> {
  const native =
    extname(file).endsWith('js') || ('typescript' in process.features && process.features.typescript);
  if (native) return import(pathToFileURL(file).href);
  const { createJiti } = await import('jiti');
  return createJiti(import.meta.url, { fsCache: false, moduleCache: false }).import(file);
}

/**
 * Starts the target of an adapter, waits until it is ready, and empties it.
 * @throws UsageError with the part that failed; what was started is stopped
 */
export async function startModule(adapter: Adapter): Promise<{ readonly endpoint?: string }> {
  const name = adapter.name ?? 'adapter';
  let part = 'start';
  try {
    const started = await inTime(adapter.start?.(), START_MS);
    part = 'ready';
    const deadline = Date.now() + READY_MS;
    while ((await inTime(adapter.ready?.(), READY_MS)) === false) {
      if (Date.now() > deadline) throw new Error(`still not ready after ${READY_MS} ms`);
      await pause(POLL_MS);
    }
    part = 'reset';
    await inTime(adapter.reset?.(), READY_MS);
    return started?.endpoint === undefined ? {} : { endpoint: started.endpoint };
  } catch (error) {
    await adapter.stop?.();
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`adapter: '${part}' of '${name}' failed: ${reason}`, { cause: error });
  }
}

/** What a module responds; whatever it throws is no response, and no fault of the run. */
async function answerOf(
  own: ModuleClient,
  label: string,
  ...asked: Parameters<ModuleClient['call']>
): Promise<Awaited<ReturnType<ModuleClient['call']>> | undefined> {
  try {
    return await own.call(...asked);
  } catch (error) {
    if (error instanceof TransportError) throw error;
    if (error instanceof UnsupportedByClient) throw new UnsupportedByAdapter(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    throw new TransportError(`the adapter ${label} threw an error: ${reason}`, 'body', 'ADAPTER_ERROR');
  }
}

/** The client of a module as a client of a run. */
export function createModuleClient(label: string, own: ModuleClient): KeyPairClient {
  let exchanges = 0;
  const read = messageReader();
  /** The answer as one of the protocol, whatever a module without types gives. */
  const understood = (answer: unknown, id: number): Parameters<typeof outcomeOf>[0] => {
    const fail = (what: string): TransportError =>
      new TransportError(`the adapter ${label} responded with ${what}`, 'body', 'ADAPTER_PROTOCOL');
    if (typeof answer !== 'object' || answer === null) throw fail(answer === null ? 'null' : typeof answer);
    try {
      const message = read(JSON.stringify({ ...answer, id }));
      if (message.type === 'hello' || message.type === 'unavailable' || message.type === 'looked')
        throw new ProtocolError(`'${message.type}', which is no response to a call`);
      return message;
    } catch (error) {
      throw error instanceof ProtocolError ? fail(error.message) : error;
    }
  };
  return {
    kind: 'adapter',
    async call(call, options) {
      if (call.wire !== undefined || call.query !== undefined)
        throw new UnsupportedByClient(`the adapter ${label} writes its requests itself`);
      const startedAt = Date.now();
      const from = performance.now();
      const answer = await answerOf(own, label, call, options);
      if (typeof answer === 'object' && answer !== null && 'kind' in answer) return answer;
      exchanges += 1;
      const durationMs = performance.now() - from;
      const answered = {
        client: 'adapter' as const,
        label,
        exchangeId: exchanges,
        call,
        startedAt,
        durationMs,
      };
      return outcomeOf(understood(answer, exchanges), answered);
    },
    ...(own.read && { read: own.read.bind(own) }),
    ...(own.waitUntilExists && { waitUntilExists: own.waitUntilExists.bind(own) }),
    close: () => own.close?.() ?? Promise.resolve(),
  };
}
