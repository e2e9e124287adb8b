import { ALL_BROKEN, NO_OP } from '../targets/mutants/controls.ts';
import { MUTANTS } from '../targets/mutants/index.ts';
import type { Mutant } from '../targets/mutants/mutant.ts';
import { NULL_TARGETS } from '../targets/mutants/nulls.ts';
import type { Instrument } from './instrument.ts';
import type { Form, Measurement } from './measurement.ts';

/** One server to measure, in words that can be sent to another thread. */
export type Task =
  | { readonly kind: 'mutant'; readonly id: string; readonly form: Form }
  | { readonly kind: 'null'; readonly id: string; readonly needs: 'kept' | 'ignored' };

/** The mutant or control of this id. */
export function mutantNamed(id: string): Mutant {
  const mutant = [NO_OP, ALL_BROKEN, ...MUTANTS].find((one) => one.id === id);
  if (mutant === undefined) throw new Error(`there is no mutant '${id}'`);
  return mutant;
}

/** Carries a task out. */
export async function perform(instrument: Instrument, task: Task): Promise<Measurement> {
  if (task.kind === 'mutant') return instrument.mutant(mutantNamed(task.id), task.form);
  const nullTarget = NULL_TARGETS.find(({ id }) => id === task.id);
  if (nullTarget === undefined) throw new Error(`there is no null target '${task.id}'`);
  return instrument.nullTarget(nullTarget, task.needs);
}
