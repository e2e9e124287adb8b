import process from 'node:process';
import { readBundle } from '../recording/read.ts';
import { startBundle } from '../recording/serve.ts';
import type { Contract } from '../specs/contract.ts';
import { didYouMean } from '../specs/similar.ts';
import { startReferenceOf } from '../targets/providers.ts';
import type { ReferenceServer } from '../targets/reference/http.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor, recordingsOf } from './contract.ts';
import { listenForInterrupt } from './interrupt.ts';

export interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly provider: string;
  /** Headers and layout of the reference's answers. */
  readonly dress?: string;
  /** Answer what is recorded: in the contract, or in the bundle of this name. */
  readonly recorded?: true | string;
  /** Names of extrapolations, or `all`. */
  readonly extrapolate?: readonly string[];
}

/** Runs a server until it is interrupted; prints its address once it answers. */
export async function serveVerb(flags: ServeFlags): Promise<number> {
  const { port, host } = flags;
  const start = starterFor(await contractFor(flags.provider), flags);
  const server = await start().catch((error: NodeJS.ErrnoException) => {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `cannot listen on ${host} port ${port}: ${error.code ?? error.message}; choose another --port or --host`,
    );
  });
  const interrupt = listenForInterrupt(() => {});
  process.stdout.write(`${server.url}\n`);
  await new Promise<void>((resolve) => {
    interrupt.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await server.close();
  interrupt.dispose();
  return 0;
}

/** @throws UsageError for options that do not fit each other or the contract */
function starterFor(
  contract: Contract,
  { port, host, provider, dress, recorded, extrapolate }: ServeFlags,
): () => Promise<ReferenceServer> {
  if (recorded === undefined) {
    if (extrapolate !== undefined)
      throw new UsageError('--extrapolate is for --recorded; add it, or leave this out');
    return () => startReferenceOf(provider, { port, host, ...(dress !== undefined && { dress }) });
  }
  if (dress !== undefined)
    throw new UsageError('--dress is for the reference; recorded responses have their own headers');
  if (typeof recorded === 'string') {
    if (extrapolate !== undefined)
      throw new UsageError('--extrapolate is for --recorded without a file; leave one of them out');
    const bundle = readBundle(recorded);
    return () => startBundle(bundle, { port, host });
  }
  const recordings = recordingsOf(contract);
  const extrapolations = extrapolationsOf(
    recordings.extrapolations.map(({ id }) => id),
    extrapolate ?? [],
  );
  return async () => {
    const { startRecorded } = await import('../targets/recorded/server.ts');
    return startRecorded(recordings, { port, host, extrapolations });
  };
}

function extrapolationsOf(known: readonly string[], names: readonly string[]): readonly string[] {
  if (names.length === 1 && names[0] === 'all') return known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  const hint = didYouMean(unknown, known);
  throw new UsageError(
    `--extrapolate: unknown extrapolation '${unknown}'${hint || ` (choose from ${known.join(', ')}, all)`}`,
  );
}
