import { Worker } from 'node:worker_threads';
import { packageFile } from '../specs/folders.ts';
import type { Task, TaskResult } from './task.ts';
import type { TaskRunner } from './task-runner.ts';
import type { WorkerAnswer, WorkerStart } from './worker.ts';

/** How tasks are spread over threads. */
export interface WorkOptions extends WorkerStart {
  /** Threads at the same time, at least 1. */
  readonly jobs: number;
  readonly signal: AbortSignal;
}

/** Servers that one thread measures at the same time: while some wait for a timer another can work. */
const LANES = 3;
/** Milliseconds for one task, above the limit that the thread itself keeps: only a blocked thread needs more. */
const TASK_MS = 900_000;

/** Room for young objects in a thread: a server and its answers live for a moment, and most are gone before they are counted. */
const YOUNG_MB = 128;

/** Threads that carry tasks out, in order, each in some of them. A thread that breaks or hangs spoils its own tasks, no more. */
export function threads(options: WorkOptions): TaskRunner {
  const pool = Array.from({ length: Math.max(1, options.jobs) }, () => new Thread(options));
  return {
    async work(tasks, onDone) {
      const queue = tasks.values();
      const lane = async (thread: Thread): Promise<void> => {
        for (const task of queue) {
          if (options.signal.aborted) return;
          onDone(task, await thread.perform(task));
        }
      };
      // The first tasks of the queue go to different threads.
      const lanes = Array.from({ length: LANES }, () => pool.map(lane));
      await Promise.all(lanes.flat());
    },
    async end() {
      for (const thread of pool) await thread.end();
    },
  };
}

/** A worker thread that is started again when it breaks. */
class Thread {
  readonly #start: WorkerStart;
  readonly #open = new Map<number, (answer: TaskResult | string) => void>();
  #worker: Worker | undefined;
  #last = 0;

  constructor({ provider, seed, programs }: WorkerStart) {
    this.#start = { provider, seed, programs };
  }

  async perform<Of extends Task>(task: Of): Promise<TaskResult<Of> | string> {
    const worker = this.#worker ?? this.#begin();
    const timer = setTimeout(() => this.#break(`no end within ${TASK_MS} ms`), TASK_MS);
    this.#last += 1;
    const number = this.#last;
    const answer = await new Promise<TaskResult | string>((resolve) => {
      this.#open.set(number, resolve);
      worker.postMessage({ number, task });
    });
    clearTimeout(timer);
    // The answer bears the number of the task, so it is of its kind.
    return answer as TaskResult<Of> | string;
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(packageFile('dist/power/worker.js'), {
      workerData: this.#start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker = worker;
    worker.on('message', ({ number, result }: WorkerAnswer) => {
      this.#open.get(number)?.(result);
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
