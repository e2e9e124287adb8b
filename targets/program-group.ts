import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

/** Milliseconds between asking the program to stop and making it stop. */
const GRACE_MS = 3000;

/** Leaders of the groups that run now. */
const running = new Set<ChildProcess>();

/** Signals that end a process, and do so without its `exit` where nobody listens. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** A program in a group of its own outlives its parent; this one does not, however the parent ends but for SIGKILL. */
export function endWithUs<Child extends ChildProcess>(child: Child): Child {
  if (running.size === 0) {
    process.on('exit', killRunning);
    for (const signal of ENDING) process.on(signal, endUnheard);
  }
  running.add(child);
  const ended = (): void => {
    // What it left in its group is looked after by whoever stops it.
    if (!running.delete(child) || running.size > 0) return;
    process.off('exit', killRunning);
    for (const signal of ENDING) process.off(signal, endUnheard);
  };
  child.once('exit', ended).once('error', ended);
  return child;
}

function killRunning(): void {
  for (const { pid } of running) signalGroup(pid, 'SIGKILL');
}

/** To listen keeps a signal from ending the process; it still ends where nobody else listens. */
function endUnheard(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) process.exit(130);
}

/** Ends a program that leads a group of its own, and everything that it started. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const hurried = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
  await exited;
  clearTimeout(hurried);
  // What the program left running in its group has no handle of its own.
  signalGroup(child.pid, 'SIGKILL');
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
