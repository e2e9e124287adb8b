import type { Contract } from '../specs/contract.ts';
import { FROM_SOURCE } from '../specs/folders.ts';
import { type Form, type Measurement, nothingJudged } from './measurement.ts';
import { MutantJudge } from './mutant-judge.ts';
import { catalogueOf } from './mutants/index.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { type PartialTarget, partialMutant } from './mutants/partial-target.ts';
import { type MutantResult, resultOf } from './outcome.ts';
import { PARTIAL_SAMPLE, type PartialPower, partialPowerOf, visibleOn } from './partials.ts';
import { judgeable, type Programs } from './programs.ts';
import { type PowerReport, reportOf } from './report.ts';
import type { PrefilterTask, Seeing, ServerTask } from './task.ts';
import { inThisThread, type TaskRunner } from './task-runner.ts';
import { threads } from './workers.ts';

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
  /** What runs the clients that some mutants need; the others are left out. @default none */
  readonly programs?: Programs;
  /**
   * How many mutants are tried on each partial target; where it is not given, partial targets are measured by more than
   * the targeted form of the whole catalogue alone. @default 8
   */
  readonly partialSample?: number;
  readonly signal: AbortSignal;
  /** Told after every part of the checks of which it is known what they can see; in the full form only. */
  onPrefiltered?(done: number, total: number): void;
  /** Told after every server; `result` is there for mutants and controls. */
  onProgress(done: number, total: number, result: MutantResult | undefined): void;
}

/** Parts into which the checks are divided for each thread, so that no thread waits long for another. */
const PARTS_PER_JOB = 4;

/** Measures mutants, controls and null targets, and draws the conclusions. */
export async function measurePower(asked: PowerOptions): Promise<PowerReport> {
  const { mutants, leftOut } = judgeable(asked.mutants, asked.programs ?? {});
  const options = { ...asked, mutants };
  const { contract, form, seed, partial } = options;
  const { noOp, allBroken, nullTargets } = catalogueOf(contract.provider);
  const startedAt = performance.now();
  const runner = runnerFor(options);
  let measured: ReadonlyMap<string, Measurement>;
  let partials: readonly PartialPower[] = [];
  try {
    const seeing = form === 'full' ? await prefilter(runner, options) : undefined;
    measured = await measureAll(runner, tasksOf(options, seeing), options);
    // Whole runs, which the measurement of a part of the catalogue is not worth unless it is asked for.
    if (asked.partialSample !== undefined || (form !== 'targeted' && !partial))
      partials = await measurePartials(runner, options);
  } finally {
    await runner.end();
  }
  const of = (id: string): Measurement => measured.get(id) ?? nothingJudged(id, 'not measured');
  const result = (mutant: AnyMutant): MutantResult => resultOf(mutant, of(mutant.id));
  const nulls = (needs: 'kept' | 'ignored'): readonly Measurement[] =>
    nullTargets.map(({ id }) => of(keyOf({ kind: 'null', id, needs })));
  return reportOf({
    provider: contract.provider,
    form,
    seed,
    partial,
    durationMs: Math.round(performance.now() - startedAt),
    requirements: contract.requirements,
    leftOut,
    mutants: mutants.map(result),
    controls: { noOp: result(noOp), allBroken: result(allBroken) },
    nulls: { kept: nulls('kept'), ignored: nulls('ignored') },
    partials,
  });
}

/** Each partial target by all checks, and then a sample of the mutants that can still be detected on it. */
async function measurePartials(runner: TaskRunner, options: PowerOptions): Promise<readonly PartialPower[]> {
  const { contract, mutants, seed, partialSample = PARTIAL_SAMPLE } = options;
  const { partialTargets } = catalogueOf(contract.provider);
  const measure = async (
    asked: readonly AnyMutant[],
    form: Form,
  ): Promise<ReadonlyMap<string, Measurement>> => {
    const tasks = asked.map(({ id }): ServerTask => ({ kind: 'mutant', id, form }));
    return measureAll(runner, tasks, { ...options, mutants: asked });
  };
  const whole = await measure(
    partialTargets.map((one) => partialMutant(one)),
    'exhaustive',
  );
  const of = (all: ReadonlyMap<string, Measurement>, id: string): Measurement =>
    all.get(id) ?? nothingJudged(id, 'not measured');
  const samples = new Map<PartialTarget, readonly AnyMutant[]>(
    partialTargets.map((one) => [
      one,
      visibleOn(one, of(whole, one.id), mutants, partialSample, seed).map((mutant) =>
        partialMutant(one, mutant),
      ),
    ]),
  );
  const tried = await measure([...samples.values()].flat(), 'targeted');
  return partialTargets.map((one) => {
    const results = (samples.get(one) ?? []).map((mutant) => resultOf(mutant, of(tried, mutant.id)));
    return partialPowerOf(one, of(whole, one.id), contract.requirements, results);
  });
}

function runnerFor({ contract, jobs, seed, programs = {}, signal }: PowerOptions): TaskRunner {
  if (!FROM_SOURCE) return threads({ jobs, seed, programs, signal, provider: contract.provider });
  return inThisThread(new MutantJudge(contract, seed, programs), { lanes: Math.max(2, jobs), signal });
}

/** Which checks may judge which mutant otherwise than the correct server. @throws Error when a part cannot be told */
async function prefilter(
  runner: TaskRunner,
  options: PowerOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { allBroken } = catalogueOf(options.contract.provider);
  const mutants = [...(options.partial ? [] : [allBroken]), ...options.mutants].map(({ id }) => id);
  const parts = options.jobs * PARTS_PER_JOB;
  const tasks = Array.from(
    { length: parts },
    (_, part): PrefilterTask => ({ kind: 'prefilter', mutants, part, parts }),
  );
  const told: Seeing[] = [];
  await runner.work(tasks, (_task, result) => {
    if (typeof result === 'string') throw new Error(`what the checks can see could not be told: ${result}`);
    told.push(result);
    options.onPrefiltered?.(told.length, parts);
  });
  return new Map(mutants.map((id) => [id, told.flatMap((part) => part[id] ?? [])]));
}

/** The size of a mutant that only a client shows: such a client may be a program of its own, or wait for what never comes. */
const LONGER_THAN_ANY = 1_000_000;

/** The long ones first, so that no thread is left alone with one at the end. */
function tasksOf(
  { contract, mutants, form, partial }: PowerOptions,
  seeing: ReadonlyMap<string, readonly string[]> | undefined,
): readonly ServerTask[] {
  const { noOp, allBroken, nullTargets } = catalogueOf(contract.provider);
  // Of a part of the catalogue only the checks are in question that judge it.
  const named = [...new Set(mutants.map(({ mustBeKilledBy }) => mustBeKilledBy))];
  const judging = [...new Set([...named, ...mutants.flatMap(({ id }) => seeing?.get(id) ?? [])])];
  const isSmall = partial && form !== 'exhaustive' && form !== 'topic';
  const nullTasks = (needs: 'kept' | 'ignored'): ServerTask[] =>
    nullTargets.map(({ id }) => ({ kind: 'null', id, needs, ...(isSmall && { only: named }) }));
  const ask = ({ id }: AnyMutant): ServerTask => {
    const by = seeing?.get(id);
    return { kind: 'mutant', id, form, ...(by !== undefined && { seeing: by }) };
  };
  const sizeOf = ({ id, topic }: AnyMutant): number =>
    topic === 'client' ? LONGER_THAN_ANY : (seeing?.get(id)?.length ?? 0);
  return [
    // The control is asked by all checks that judge a mutant: one that fails on the reference spoils everything.
    isSmall
      ? { kind: 'mutant', id: noOp.id, form: 'full', seeing: judging }
      : { kind: 'mutant', id: noOp.id, form: 'exhaustive' },
    isSmall ? { kind: 'mutant', id: allBroken.id, form: 'targeted' } : ask(allBroken),
    ...nullTasks('kept'),
    ...(asksWithoutNeeds(form) ? nullTasks('ignored') : []),
    ...mutants.toSorted((one, other) => sizeOf(other) - sizeOf(one)).map(ask),
  ];
}

/** Whether the null targets are also judged without needs: it takes minutes, and no gate depends on it. */
function asksWithoutNeeds(form: Form): boolean {
  return form === 'topic' || form === 'exhaustive';
}

async function measureAll(
  runner: TaskRunner,
  tasks: readonly ServerTask[],
  options: PowerOptions,
): Promise<ReadonlyMap<string, Measurement>> {
  const { noOp, allBroken } = catalogueOf(options.contract.provider);
  const byId = new Map([noOp, allBroken, ...options.mutants].map((mutant) => [mutant.id, mutant]));
  const measured = new Map<string, Measurement>();
  await runner.work(tasks, (task, result) => {
    const measurement = typeof result === 'string' ? nothingJudged(task.id, result) : result;
    measured.set(keyOf(task), measurement);
    const mutant = task.kind === 'mutant' ? byId.get(task.id) : undefined;
    options.onProgress(measured.size, tasks.length, mutant && resultOf(mutant, measurement));
  });
  return measured;
}

function keyOf(task: ServerTask): string {
  return task.kind === 'mutant' ? task.id : `${task.id} ${task.needs}`;
}
