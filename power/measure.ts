import type { Contract } from '../specs/contract.ts';
import { FROM_SOURCE } from '../specs/folders.ts';
import { catalogueOf } from '../targets/mutants/index.ts';
import type { AnyMutant } from '../targets/mutants/mutant.ts';
import { Instrument } from './instrument.ts';
import { type Form, type Measurement, nothingJudged } from './measurement.ts';
import { type MutantResult, resultOf } from './outcome.ts';
import { type PowerReport, reportOf } from './report.ts';
import { perform, type Task } from './task.ts';
import { measureInWorkers } from './workers.ts';

/** What a power run does. */
export interface PowerOptions {
  readonly contract: Contract;
  readonly mutants: readonly AnyMutant[];
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
  const { noOp, allBroken, nullTargets } = catalogueOf(contract.provider);
  const startedAt = performance.now();
  const measured = await measureAll(tasksOf(options), options);
  const of = (task: Task): Measurement => measured.get(keyOf(task)) ?? nothingJudged(task.id, 'not measured');
  const result = (mutant: AnyMutant, as: Form): MutantResult =>
    resultOf(mutant, of({ kind: 'mutant', id: mutant.id, form: as }));
  const nulls = (needs: 'kept' | 'ignored'): readonly Measurement[] =>
    nullTargets.map(({ id }) => of({ kind: 'null', id, needs }));
  return reportOf({
    provider: contract.provider,
    form,
    seed,
    partial,
    durationMs: Math.round(performance.now() - startedAt),
    requirements: contract.requirements,
    mutants: mutants.map((mutant) => result(mutant, form)),
    controls: { noOp: result(noOp, 'full'), allBroken: result(allBroken, form) },
    nulls: { kept: nulls('kept'), ignored: nulls('ignored') },
  });
}

/** The long ones first, so that no thread is left alone with one at the end. */
function tasksOf({ contract, mutants, form }: PowerOptions): readonly Task[] {
  const { noOp, allBroken, nullTargets } = catalogueOf(contract.provider);
  const nullTasks = (needs: 'kept' | 'ignored'): Task[] =>
    nullTargets.map(({ id }) => ({ kind: 'null', id, needs }));
  return [
    // The control is asked by all checks in every form: a check that fails on the reference spoils everything.
    { kind: 'mutant', id: noOp.id, form: 'full' },
    { kind: 'mutant', id: allBroken.id, form },
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
  const { noOp, allBroken } = catalogueOf(contract.provider);
  const byId = new Map([noOp, allBroken, ...options.mutants].map((mutant) => [mutant.id, mutant]));
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
