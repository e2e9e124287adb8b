import { parentPort, workerData } from 'node:worker_threads';
import { readContract } from '../specs/compiled.ts';
import { MutantJudge } from './mutant-judge.ts';
import type { Programs } from './programs.ts';
import { perform, type Task, type TaskResult } from './task.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly provider: string;
  readonly seed: number;
  readonly programs: Programs;
}

/** A finished task, by the number it was sent with; a text says why nothing came of it. */
export interface WorkerAnswer {
  readonly number: number;
  readonly result: TaskResult | string;
}

const port = parentPort;
if (port !== null) {
  const { provider, seed, programs } = workerData as WorkerStart;
  const judge = new MutantJudge(await readContract(provider), seed, programs);
  port.on('message', ({ number, task }: { readonly number: number; readonly task: Task }) => {
    perform(judge, task).then(
      (result) => port.postMessage({ number, result } satisfies WorkerAnswer),
      (error: unknown) => port.postMessage({ number, result: String(error) } satisfies WorkerAnswer),
    );
  });
}
