import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { withoutCredentials } from '../config/without-credentials.ts';
import { endWithUs, stopProgram } from '../program-group.ts';
import { messageReader } from './messages.ts';
import type { AdapterHello, AnswerMessage, HostMessage } from './protocol.ts';
import { type AdapterProgram, type AskOptions, type Question, Talk } from './talk.ts';

export type { AdapterProgram } from './talk.ts';

/** A running adapter. */
export interface AdapterProcess {
  readonly hello: AdapterHello;
  /**
   * Sends one message and resolves to its answer.
   * @throws TransportError when the adapter gives none in time, ended, or wrote something else
   */
  ask(question: Question, options: AskOptions): Promise<AnswerMessage>;
  close(): Promise<void>;
}

/**
 * Starts an adapter and exchanges hellos.
 * @throws TransportError when it cannot be started or does not greet in time
 * @throws UnsupportedByClient when it says that it cannot work here
 */
export async function startAdapter(
  program: AdapterProgram,
  hello: Extract<HostMessage, { type: 'hello' }>,
): Promise<AdapterProcess> {
  const read = messageReader();
  const child = start(program);
  const talk = new Talk(child, program, read);
  try {
    talk.write(hello);
    const greeting = await talk.greeting;
    return {
      hello: greeting,
      ask: (question, options) => talk.ask(question, options),
      close: () => talk.close(),
    };
  } catch (error) {
    await stopProgram(child);
    throw error;
  }
}

function start({ command, env }: AdapterProgram): ChildProcess {
  const options = {
    env: { ...withoutCredentials(process.env), ...env },
    // A group of its own, so that it is stopped with everything it started.
    detached: true,
    stdio: 'pipe' as const,
  };
  if (typeof command === 'string') return endWithUs(spawn(command, { ...options, shell: true }));
  const [file = '', ...words] = command;
  return endWithUs(spawn(file, words, options));
}
