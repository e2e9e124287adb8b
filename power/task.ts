import type { Form, Measurement } from './measurement.ts';
import type { MutantJudge } from './mutant-judge.ts';
import { type Catalogue, catalogueOf } from './mutants/index.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { partialNamed } from './mutants/partial-target.ts';

/** One server to measure, in words that can be sent to another thread. */
export type ServerTask =
  | {
      readonly kind: 'mutant';
      readonly id: string;
      readonly form: Form;
      /** For the full form: the checks that may judge it otherwise than the correct server. */
      readonly seeing?: readonly string[];
    }
  | {
      readonly kind: 'null';
      readonly id: string;
      readonly needs: 'kept' | 'ignored';
      /** These checks, with what they need. @default all */
      readonly only?: readonly string[];
    };

/** One part of the checks, to be told which of the mutants they can see. */
export interface PrefilterTask {
  readonly kind: 'prefilter';
  readonly mutants: readonly string[];
  readonly part: number;
  readonly parts: number;
}

export type Task = ServerTask | PrefilterTask;

/** Checks that can see a mutant, by the id of the mutant. */
export type Seeing = Readonly<Record<string, readonly string[]>>;

/** What comes of a task. */
export type TaskResult<Of extends Task = Task> = Of extends PrefilterTask ? Seeing : Measurement;

function mutantNamed({ noOp, allBroken, mutants, partialTargets }: Catalogue, id: string): AnyMutant {
  const mutant =
    [noOp, allBroken, ...mutants].find((one) => one.id === id) ?? partialNamed(partialTargets, mutants, id);
  if (mutant === undefined) throw new Error(`there is no mutant '${id}'`);
  return mutant;
}

/** Carries a task out, with the catalogue of the provider that the judge is for. */
export async function perform<Of extends Task>(judge: MutantJudge, task: Of): Promise<TaskResult<Of>>;
export async function perform(judge: MutantJudge, task: Task): Promise<Measurement | Seeing> {
  const catalogue = catalogueOf(judge.provider);
  switch (task.kind) {
    case 'mutant':
      return judge.mutant(mutantNamed(catalogue, task.id), task.form, task.seeing);
    case 'prefilter':
      return judge.prefilter(
        task.mutants.map((id) => mutantNamed(catalogue, id)),
        task,
      );
    case 'null': {
      const nullTarget = catalogue.nullTargets.find(({ id }) => id === task.id);
      if (nullTarget === undefined) throw new Error(`there is no null target '${task.id}'`);
      return judge.nullTarget(nullTarget, task.needs, task.only);
    }
  }
}
