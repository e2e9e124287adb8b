import { type ChildProcess, spawn } from 'node:child_process';
import process from 'node:process';
import { withoutCredentials } from '../config/without-credentials.ts';
import { endWithUs, stopProgram } from '../program-group.ts';
import { messageReader } from './messages.ts';
import type { AdapterHello, AnswerMessage, HostMessage } from './protocol.ts';
import { Talk } from './talk.ts';

/** How to start an adapter, and how long it may take. */
export interface AdapterProgram {
  /** What messages call it. */
  readonly label: string;
  /** Command line for a shell, or its words. */
  readonly command: string | readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Set where a program that is missing means that this machine cannot do it, rather than that the target is away. */
  readonly optional?: true;
  /** Milliseconds until its hello. */
  readonly helloMs: number;
  /** Milliseconds for one answer. */
  readonly answerMs: number;
  /** Bytes of a line at the most. */
  readonly maxLineBytes: number;
}

/** A message that is answered, before it has its id. */
export type Question =
  | Omit<Extract<HostMessage, { type: 'operation' }>, 'id'>
  | Omit<Extract<HostMessage, { type: 'wait' }>, 'id'>;

/** How one question is asked. */
export interface AskOptions {
  readonly signal: AbortSignal;
  /** Milliseconds, where the adapter may take longer or less than for other answers. */
  readonly limitMs?: number;
  /** Called when a waiter has looked. */
  readonly looked?: () => void;
}

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
