import process from 'node:process';
import { startReferenceOf } from '../targets/providers.ts';
import { UsageError } from '../targets/usage-error.ts';
import { contractFor } from './contract.ts';
import { listenForInterrupt } from './interrupt.ts';

export interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly provider: string;
}

/** Runs the reference server until it is interrupted; prints its address once it answers. */
export async function serveVerb({ port, host, provider }: ServeFlags): Promise<number> {
  await contractFor(provider);
  const server = await startReferenceOf(provider, { port, host }).catch((error: NodeJS.ErrnoException) => {
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
