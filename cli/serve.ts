import process from 'node:process';
import { startReference } from '../targets/reference/server.ts';
import { UsageError } from '../targets/usage-error.ts';
import { listenForInterrupt } from './interrupt.ts';

export interface ServeFlags {
  readonly port: number;
  readonly host: string;
}

/** Runs the reference server until it is interrupted; prints its address once it answers. */
export async function serveVerb({ port, host }: ServeFlags): Promise<number> {
  const server = await startReference({ port, host }).catch((error: NodeJS.ErrnoException) => {
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
