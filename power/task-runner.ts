import type { MutantJudge } from './mutant-judge.ts';
import { perform, type Task, type TaskResult } from './task.ts';

/** Whoever carries tasks out. */
export interface TaskRunner {
  /**
   * Carries all tasks out, in order, several at the same time, until the run is interrupted.
   * @param onDone told of every task as it ends; a text says why nothing came of it
   */
  work<Of extends Task>(
    tasks: readonly Of[],
    onDone: (task: Of, result: TaskResult<Of> | string) => void,
  ): Promise<void>;
  end(): Promise<void>;
}

/** A runner in this thread, for sources that are not compiled: no other thread can load them. */
export function inThisThread(
  judge: MutantJudge,
  { lanes, signal }: { readonly lanes: number; readonly signal: AbortSignal },
): TaskRunner {
  return {
    async work(tasks, onDone) {
      const queue = tasks.values();
      const lane = async (): Promise<void> => {
        for (const task of queue) {
          if (signal.aborted) return;
          onDone(task, await perform(judge, task).catch(String));
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    },
    end: () => Promise.resolve(),
  };
}
