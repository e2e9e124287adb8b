import { clientsFor } from './clients.ts';
import type { CheckFinished, CleanupFailed, RunEvent } from './events.ts';
import type { RunOptions } from './options.ts';
import { run } from './run.ts';

interface Awaited {
  readonly promise: Promise<readonly CheckFinished[]>;
  readonly events: CheckFinished[];
  /** Verdicts still to come: one for each client. */
  missing: number;
  resolve(events: readonly CheckFinished[]): void;
  reject(error: Error): void;
}

/** Who follows a run beside those that wait for a verdict. */
export interface Following {
  onEvent?(event: RunEvent): void;
  /** Called once when the run is over, or when it is stopped before its start. */
  atEnd?(): Promise<void>;
}

/** One run that many wait for. It starts when the first of them asks. */
export class SharedRun {
  readonly #options: RunOptions;
  readonly #stop = new AbortController();
  readonly #awaited = new Map<string, Awaited>();
  readonly #leftovers: CleanupFailed[] = [];
  readonly #following: Following;
  #running: Promise<void> | undefined;

  constructor(options: RunOptions, following: Following = {}) {
    this.#options = options;
    this.#following = following;
    for (const check of options.checks) {
      this.#awaited.set(check.requirement.id, awaited(clientsFor(check, options).length));
    }
  }

  /**
   * The verdicts of a selected requirement, one for each client that judges it. Resolves as soon as they are there.
   * @throws Error when the run ended without them
   */
  async events(requirement: string): Promise<readonly CheckFinished[]> {
    this.#start();
    const entry = this.#awaited.get(requirement);
    if (entry === undefined) throw new Error(`${requirement} is no requirement of this run`);
    return entry.promise;
  }

  /** What could not be removed, when the run has ended; starts no run. */
  async leftovers(): Promise<readonly CleanupFailed[]> {
    await this.#running;
    return this.#leftovers;
  }

  /** Interrupts the run, if one was started, and waits for its cleanup. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('the tests are over'));
    this.#running ??= this.#end();
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#follow()
      .then(
        (why) => this.#rejectOpen(new Error(why)),
        (error: unknown) => this.#rejectOpen(error instanceof Error ? error : new Error(String(error))),
      )
      .then(() => this.#end());
  }

  /** Reads the events to the end; returns why no more verdicts come. */
  async #follow(): Promise<string> {
    const signal = AbortSignal.any([this.#options.signal, this.#stop.signal]);
    let end = 'the run ended without a verdict';
    for await (const event of run({ ...this.#options, signal })) {
      this.#following.onEvent?.(event);
      if (event.type === 'check-finished') this.#enter(event);
      if (event.type === 'cleanup-failed') this.#leftovers.push(event);
      if (event.type === 'run-finished' && event.unreachable !== undefined) {
        end = `the target could not be reached: ${event.unreachable}`;
      }
    }
    return end;
  }

  async #end(): Promise<void> {
    await this.#following.atEnd?.();
  }

  #enter(event: CheckFinished): void {
    const entry = this.#awaited.get(event.requirement);
    if (entry === undefined) return;
    entry.events.push(event);
    entry.missing--;
    if (entry.missing === 0) entry.resolve(entry.events);
  }

  #rejectOpen(error: Error): void {
    for (const entry of this.#awaited.values()) entry.reject(error);
  }
}

function awaited(missing: number): Awaited {
  let resolve: Awaited['resolve'] = () => {};
  let reject: Awaited['reject'] = () => {};
  const promise = new Promise<readonly CheckFinished[]>((onEvents, onError) => {
    resolve = onEvents;
    reject = onError;
  });
  // Tests that a framework leaves out never ask, and that is no unhandled rejection.
  promise.catch(() => {});
  return { promise, events: [], missing, resolve, reject };
}
