import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endWithUs, stopProgram } from '../../program-group.ts';

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program to run to its end. */
export interface Invocation {
  readonly program: string;
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Bytes of its output that are kept. */
  readonly maxOutputBytes: number;
}

/**
 * Runs a program to its end; when the signal comes first it is stopped with all that it started.
 * @throws the error of the system when it cannot be started, and the reason of the signal
 */
export async function runToEnd({ program, words, env, signal, maxOutputBytes }: Invocation): Promise<Ended> {
  signal.throwIfAborted();
  const child = endWithUs(spawn(program, words, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
  const stdout = collect(child.stdout, maxOutputBytes);
  const stderr = collect(child.stderr, maxOutputBytes);
  const stop = (): void => void stopProgram(child);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const exitCode = await closing(child);
    signal.throwIfAborted();
    return { exitCode, stdout: stdout(), stderr: stderr() };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function closing(child: ChildProcess): Promise<number> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? -1;
}

function collect(stream: Readable, maxBytes: number): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size <= maxBytes) chunks.push(chunk);
  });
  return () => Buffer.concat(chunks).toString('utf8');
}
