import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentSecrets } from './config/environment.ts';
import { withoutCredentials } from './config/without-credentials.ts';
import { limited } from './limit.ts';
import { endWithUs, stopProgram } from './program-group.ts';
import { removeSecrets } from './redact-secrets.ts';
import { UsageError } from './usage-error.ts';

/** A target that is a program: how to start it and when it is ready. */
export interface CommandTarget {
  /** Command line, or its words; `{port}` stands for a free loopback port. */
  readonly command: string | readonly string[];
  /** Variables for the program, on top of the environment; `{port}` is replaced here too. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds until it has to answer. @default 30000 */
  readonly readyMs?: number;
}

/** A program that was started. */
export interface StartedCommand {
  /** `http://127.0.0.1:PORT/` */
  readonly endpoint: string;
  /** Ends the program and everything it started. */
  close(): Promise<void>;
}

const POLL_MS = 50;
/** Characters of the program's output that are kept for an error message. */
const KEPT_OUTPUT = 2000;

/**
 * Starts a program and waits until it answers HTTP on its port.
 * @throws UsageError when it cannot be started, ends early, or is not ready in time
 */
export async function startCommand(target: CommandTarget): Promise<StartedCommand> {
  const port = await freePort();
  const fill = (text: string): string => text.replaceAll('{port}', String(port));
  const env = Object.entries(target.env ?? {}).map(([name, value]): [string, string] => [name, fill(value)]);
  const child = start(target.command, fill, {
    ...withoutCredentials(process.env),
    ...Object.fromEntries(env),
  });
  const said = keepOutput(child);
  const secrets = environmentSecrets(target.env ?? {});
  const output = (): string => removeSecrets(said(), secrets);
  const endpoint = `http://127.0.0.1:${port}/`;
  const close = (): Promise<void> => stopProgram(child);
  try {
    await untilReady(child, endpoint, target.readyMs ?? 30_000, output);
  } catch (error) {
    await close();
    throw error;
  }
  return { endpoint, close };
}

function start(
  command: CommandTarget['command'],
  fill: (text: string) => string,
  env: NodeJS.ProcessEnv,
): ChildProcess {
  // A group of its own, so that a program which forks is stopped with all its children.
  const options: SpawnOptions = { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] };
  if (typeof command === 'string') return endWithUs(spawn(fill(command), { ...options, shell: true }));
  const [program = '', ...words] = command.map(fill);
  return endWithUs(spawn(program, words, options));
}

function keepOutput(child: ChildProcess): () => string {
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      kept = (kept + text).slice(-KEPT_OUTPUT);
    });
  }
  child.on('error', (error) => {
    kept += error.message;
  });
  return () => kept.trim();
}

async function untilReady(
  child: ChildProcess,
  endpoint: string,
  readyMs: number,
  output: () => string,
): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new UsageError(`command: the program ended before it was ready: ${lastLine(output())}`);
    }
    if (Date.now() > deadline) {
      throw new UsageError(
        `command: no response at ${endpoint} within ${readyMs} ms; does the program listen on {port}? ${lastLine(output())}`,
      );
    }
    await pause(POLL_MS);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { redirect: 'manual', signal: limited(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

function lastLine(text: string): string {
  return text.split('\n').at(-1) || 'it printed nothing';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
  return address.port;
}
