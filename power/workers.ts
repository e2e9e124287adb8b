import { Worker } from 'node:worker_threads';
import { type Measurement, nothingJudged } from './measurement.ts';
import type { Task } from './task.ts';
import type { WorkerAnswer, WorkerStart } from './worker.ts';

/** How tasks are spread over threads. */
export interface WorkOptions extends WorkerStart {
  /** Threads at the same time, at least 1. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Told of every measurement as it comes. */
  onMeasured(task: Task, measurement: Measurement): void;
}

/** Servers that one thread measures at the same time: while one waits for a timer another can work. */
const LANES = 2;
/** Milliseconds for one task, above the limit that the thread itself keeps: only a blocked thread needs more. */
const TASK_MS = 400_000;

/** Carries all tasks out, in order, each in some thread. A thread that breaks or hangs makes its tasks void, no more. */
export async function measureInWorkers(tasks: readonly Task[], options: WorkOptions): Promise<void> {
  const queue = tasks.entries();
  await Promise.all(
    Array.from({ length: Math.max(1, options.jobs) }, async () => {
      const thread = new Thread(options);
      try {
        await Promise.all(
          Array.from({ length: LANES }, async () => {
            for (const [number, task] of queue) {
              if (options.signal.aborted) return;
              options.onMeasured(task, await thread.perform(number, task));
            }
          }),
        );
      } finally {
        await thread.end();
      }
    }),
  );
}

/** A worker thread that is started again when it breaks. */
class Thread {
  readonly #start: WorkerStart;
  readonly #open = new Map<number, (answer: Measurement | string) => void>();
  #worker: Worker | undefined;

  constructor({ provider, seed }: WorkerStart) {
    this.#start = { provider, seed };
  }

  async perform(number: number, task: Task): Promise<Measurement> {
    const worker = this.#worker ?? this.#begin();
    const timer = setTimeout(() => this.#break(`no end within ${TASK_MS} ms`), TASK_MS);
    const answer = await new Promise<Measurement | string>((resolve) => {
      this.#open.set(number, resolve);
      worker.postMessage({ number, task });
    });
    clearTimeout(timer);
    return typeof answer === 'string' ? nothingJudged(task.id, answer) : answer;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: this.#start });
    this.#worker = worker;
    worker.on('message', ({ number, measurement }: WorkerAnswer) => {
      this.#open.get(number)?.(measurement);
      this.#open.delete(number);
    });
    worker.on('error', (error) => this.#break(`the thread broke: ${String(error)}`));
    return worker;
  }

  #break(reason: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    const open = [...this.#open.values()];
    this.#open.clear();
    for (const resolve of open) resolve(reason);
    worker?.terminate().catch(() => undefined);
  }
}
