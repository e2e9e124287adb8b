import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { limited } from '../limit.ts';
import { stopProgram } from '../program-group.ts';
import { TransportError, UnsupportedByClient } from '../target.ts';
import { readLines } from './lines.ts';
import { ProtocolError, type ReadMessage } from './messages.ts';
import type { AdapterHello, AdapterMessage, AnswerMessage, HostMessage } from './protocol.ts';

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

/** Answers that may be missing one after the other before the adapter counts as hung. */
const PATIENCE = 3;
/** Milliseconds between the word of parting and being stopped. */
const PARTING_MS = 1_000;
/** Characters of its error output that are kept for messages. */
const KEPT_OUTPUT = 2_000;

interface Pending {
  resolve(message: AnswerMessage): void;
  reject(error: Error): void;
  looked?(): void;
}

/** The conversation with one adapter. */
export class Talk {
  readonly greeting: Promise<AdapterHello>;
  readonly #child: ChildProcess;
  readonly #program: AdapterProgram;
  readonly #pending = new Map<number, Pending>();
  #greet: { resolve(hello: AdapterHello): void; reject(error: Error): void } | undefined;
  #ended: Error | undefined;
  #lastId = 0;
  #silent = 0;
  #output = '';

  constructor(child: ChildProcess, program: AdapterProgram, read: ReadMessage) {
    this.#child = child;
    this.#program = program;
    const timer = setTimeout(
      () =>
        this.#end(this.#error('connect', 'ADAPTER_TIMEOUT', `said no hello within ${program.helloMs} ms`)),
      program.helloMs,
    );
    this.greeting = new Promise<AdapterHello>((resolve, reject) => {
      this.#greet = { resolve, reject };
    }).finally(() => clearTimeout(timer));
    this.#listen(read);
  }

  #listen(read: ReadMessage): void {
    const { stdin, stdout, stderr } = this.#child;
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#output = (this.#output + text).slice(-KEPT_OUTPUT);
    });
    // A write to an adapter that has ended is told by its end.
    stdin?.on('error', () => {});
    if (stdout !== null) {
      readLines(stdout, this.#program.maxLineBytes, {
        line: (text) => this.#take(text, read),
        tooLong: () => this.#broke(`a line of more than ${this.#program.maxLineBytes} bytes`),
      });
    }
    this.#child.on('error', (error) => this.#end(this.#notStarted(error)));
    // Its last lines may still be in the pipe when it exits.
    this.#child.on('close', (code, signal) => {
      const how = code === null ? `was ended by ${String(signal)}` : `ended with exit code ${code}`;
      this.#end(this.#error('connect', 'ADAPTER_ENDED', `${how}${this.#lastWords()}`));
    });
  }

  write(message: HostMessage): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  async ask(
    question: Question,
    { signal, limitMs = this.#program.answerMs, looked }: AskOptions,
  ): Promise<AnswerMessage> {
    if (this.#ended !== undefined) throw this.#ended;
    if (signal.aborted) throw aborted();
    this.#lastId += 1;
    const id = this.#lastId;
    const either = limited(limitMs, signal);
    const answer = new Promise<AnswerMessage>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, ...(looked && { looked }) });
    });
    const stop = (): void => {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      pending?.reject(signal.aborted ? aborted() : this.#late(limitMs));
    };
    either.addEventListener('abort', stop, { once: true });
    this.write({ ...question, id });
    try {
      return await answer;
    } finally {
      either.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    if (this.#ended === undefined) {
      this.write({ type: 'bye' });
      this.#child.stdin?.end();
      const ended = once(this.#child, 'exit').then(() => {});
      await Promise.race([ended, pause(PARTING_MS, undefined, { ref: false })]);
    }
    await stopProgram(this.#child);
  }

  #take(line: string, read: ReadMessage): void {
    if (this.#ended !== undefined) return;
    try {
      this.#handle(read(line));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#broke(error.message);
    }
  }

  #handle(message: AdapterMessage): void {
    if (this.#greet !== undefined) {
      if (message.type === 'unavailable') {
        this.#end(new UnsupportedByClient(message.reason));
        return;
      }
      if (message.type !== 'hello') throw new ProtocolError(`a message '${message.type}' before its hello`);
      this.#greet.resolve(message);
      this.#greet = undefined;
      return;
    }
    if (message.type === 'hello' || message.type === 'unavailable')
      throw new ProtocolError(`a second '${message.type}'`);
    if (message.id > this.#lastId)
      throw new ProtocolError(`a response to ${message.id}, which was not asked`);
    this.#silent = 0;
    if (message.type === 'looked') {
      this.#pending.get(message.id)?.looked?.();
      return;
    }
    // An answer that comes too late finds nobody who waits for it.
    this.#pending.get(message.id)?.resolve(message);
    this.#pending.delete(message.id);
  }

  #broke(what: string): void {
    this.#end(this.#error('body', 'ADAPTER_PROTOCOL', `wrote ${what}`));
    void stopProgram(this.#child);
  }

  #late(limitMs: number): TransportError {
    this.#silent += 1;
    const error = this.#error('headers', 'ADAPTER_TIMEOUT', `gave no response within ${limitMs} ms`);
    if (this.#silent >= PATIENCE) {
      const times = `gave no response ${PATIENCE} times in a row, each within ${limitMs} ms; it counts as hung`;
      this.#end(this.#error('connect', 'ADAPTER_HUNG', times));
      void stopProgram(this.#child);
    }
    return error;
  }

  #end(error: Error): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    this.#greet?.reject(error);
    this.#greet = undefined;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #notStarted(error: Error): Error {
    const text = `cannot be started: ${error.message}`;
    return this.#program.optional
      ? new UnsupportedByClient(`${this.#program.label} ${text}`)
      : this.#error('connect', 'ADAPTER_NOT_STARTED', text);
  }

  #error(phase: TransportError['phase'], code: string, what: string): TransportError {
    return new TransportError(`the adapter ${this.#program.label} ${what}`, phase, code);
  }

  #lastWords(): string {
    const last = this.#output.trim().split('\n').at(-1);
    return last === undefined || last === '' ? '' : `: ${last}`;
  }
}

function aborted(): TransportError {
  return new TransportError('the exchange was cancelled', 'headers', 'ABORTED');
}
