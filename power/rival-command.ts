import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { withoutCredentials } from '../targets/config/without-credentials.ts';
import { stopProgram } from '../targets/program-group.ts';
import { CREDENTIALS } from './mutant-server.ts';

/** A suite that is measured from outside, by its exit status. */
export interface RivalCommand {
  /** Line for a shell; `{url}` stands for the address of the server, `{port}` for its port. */
  readonly line: string;
  /** Milliseconds after which it is stopped. */
  readonly limitMs: number;
}

/**
 * What a suite said of one server. Only a status that it chose itself is a judgement: a suite that was stopped, was
 * killed or could not be run has seen nothing.
 */
export type Judgement =
  | { readonly kind: 'unnoticed' }
  | { readonly kind: 'noticed'; readonly exitCode: number }
  | { readonly kind: 'void'; readonly reason: string };

/** From here on a shell reports that it could not run a program, or the signal that ended it. */
const SHELL_TROUBLE = 126;

/**
 * Runs the suite against one server. The standard variables of AWS clients hold a key whose signatures the server
 * accepts. Never rejects; an aborted signal stops the suite.
 */
export async function askRival(rival: RivalCommand, url: string, signal: AbortSignal): Promise<Judgement> {
  const line = rival.line.replaceAll('{url}', url).replaceAll('{port}', new URL(url).port);
  // A group of its own, so that it is stopped with everything that it started.
  const child = spawn(line, { shell: true, detached: true, stdio: 'ignore', env: environment() });
  const ended = endOf(child);
  let stopped: { readonly reason: string; readonly done: Promise<void> } | undefined;
  const stop = (reason: string): void => {
    stopped ??= { reason, done: stopProgram(child) };
  };
  const onAbort = (): void => stop('interrupted');
  const timer = setTimeout(() => stop(`no end within ${rival.limitMs} ms`), rival.limitMs);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  const judgement = await ended;
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  if (stopped === undefined) return judgement;
  await stopped.done;
  return { kind: 'void', reason: stopped.reason };
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...withoutCredentials(process.env),
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
  };
}

async function endOf(child: ChildProcess): Promise<Judgement> {
  try {
    const [exitCode, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return judgementOf(exitCode, killedBy);
  } catch (error) {
    return { kind: 'void', reason: `it could not be started: ${String(error)}` };
  }
}

/** Reads the end of a program: its exit status, or the signal that ended it. */
export function judgementOf(exitCode: number | null, killedBy: NodeJS.Signals | null): Judgement {
  if (exitCode === null) return { kind: 'void', reason: `ended by ${killedBy ?? 'a signal'}` };
  if (exitCode === 0) return { kind: 'unnoticed' };
  if (exitCode < SHELL_TROUBLE) return { kind: 'noticed', exitCode };
  return { kind: 'void', reason: `exit ${exitCode}: it could not be run, or a signal ended it` };
}
