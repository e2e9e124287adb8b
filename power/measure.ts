import type { Contract } from '../specs/contract.ts';
import { FROM_SOURCE } from '../specs/folders.ts';
import { ALL_BROKEN, NO_OP } from '../targets/mutants/controls.ts';
import type { Mutant } from '../targets/mutants/mutant.ts';
import { NULL_TARGETS } from '../targets/mutants/nulls.ts';
import { Instrument } from './instrument.ts';
import { type Form, type Measurement, nothingJudged } from './measurement.ts';
import { type MutantResult, resultOf } from './outcome.ts';
import { type PowerReport, reportOf } from './report.ts';
import { perform, type Task } from './task.ts';
import { measureInWorkers } from './workers.ts';

/** What a power run does. */
export interface PowerOptions {
  readonly contract: Contract;
  readonly mutants: readonly Mutant[];
  /** Whether `mutants` is only a part of the catalogue. */
  readonly partial: boolean;
  readonly form: Form;
  /** Threads at the same time. */
  readonly jobs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told after every server; `result` is there for mutants and controls. */
  onProgress(done: number, total: number, result: MutantResult | undefined): void;
}

/** Measures mutants, controls and null targets, and draws the conclusions. */
export async function measurePower(options: PowerOptions): Promise<PowerReport> {
  const { contract, mutants, form, seed, partial } = options;
  const startedAt = performance.now();
  const measured = await measureAll(tasksOf(options), options);
  const of = (task: Task): Measurement => measured.get(keyOf(task)) ?? nothingJudged(task.id, 'not measured');
  const result = (mutant: Mutant, as: Form): MutantResult =>
    resultOf(mutant, of({ kind: 'mutant', id: mutant.id, form: as }));
  const nulls = (needs: 'kept' | 'ignored'): readonly Measurement[] =>
    NULL_TARGETS.map(({ id }) => of({ kind: 'null', id, needs }));
  return reportOf({
    provider: contract.provider,
    form,
    seed,
    partial,
    durationMs: Math.round(performance.now() - startedAt),
    requirements: contract.requirements,
    mutants: mutants.map((mutant) => result(mutant, form)),
    controls: { noOp: result(NO_OP, 'full'), allBroken: result(ALL_BROKEN, form) },
    nulls: { kept: nulls('kept'), ignored: nulls('ignored') },
  });
}

/** The long ones first, so that no thread is left alone with one at the end. */
function tasksOf({ mutants, form }: PowerOptions): readonly Task[] {
  const nullTasks = (needs: 'kept' | 'ignored'): Task[] =>
    NULL_TARGETS.map(({ id }) => ({ kind: 'null', id, needs }));
  return [
    // The control is asked by all checks in every form: a check that fails on the reference spoils everything.
    { kind: 'mutant', id: NO_OP.id, form: 'full' },
    { kind: 'mutant', id: ALL_BROKEN.id, form },
    ...nullTasks('kept'),
    ...(form === 'targeted' ? [] : nullTasks('ignored')),
    ...mutants.map(({ id }): Task => ({ kind: 'mutant', id, form })),
  ];
}

async function measureAll(
  tasks: readonly Task[],
  options: PowerOptions,
): Promise<ReadonlyMap<string, Measurement>> {
  const { contract, jobs, seed, signal } = options;
  const byId = new Map([NO_OP, ALL_BROKEN, ...options.mutants].map((mutant) => [mutant.id, mutant]));
  const measured = new Map<string, Measurement>();
  const onMeasured = (task: Task, measurement: Measurement): void => {
    measured.set(keyOf(task), measurement);
    const mutant = task.kind === 'mutant' ? byId.get(task.id) : undefined;
    options.onProgress(measured.size, tasks.length, mutant && resultOf(mutant, measurement));
  };
  if (!FROM_SOURCE) {
    await measureInWorkers(tasks, { jobs, seed, signal, provider: contract.provider, onMeasured });
    return measured;
  }
  // A thread cannot load sources that are not compiled.
  const instrument = new Instrument(contract, seed);
  const queue = tasks.values();
  await Promise.all(
    Array.from({ length: Math.max(2, jobs) }, async () => {
      for (const task of queue) {
        if (signal.aborted) return;
        onMeasured(task, await perform(instrument, task));
      }
    }),
  );
  return measured;
}

function keyOf(task: Task): string {
  return task.kind === 'mutant' ? task.id : `${task.id} ${task.needs}`;
}
