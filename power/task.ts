import { type Catalogue, catalogueOf } from '../targets/mutants/index.ts';
import type { AnyMutant } from '../targets/mutants/mutant.ts';
import type { Instrument } from './instrument.ts';
import type { Form, Measurement } from './measurement.ts';

/** One server to measure, in words that can be sent to another thread. */
export type Task =
  | { readonly kind: 'mutant'; readonly id: string; readonly form: Form }
  | { readonly kind: 'null'; readonly id: string; readonly needs: 'kept' | 'ignored' };

function mutantNamed({ noOp, allBroken, mutants }: Catalogue, id: string): AnyMutant {
  const mutant = [noOp, allBroken, ...mutants].find((one) => one.id === id);
  if (mutant === undefined) throw new Error(`there is no mutant '${id}'`);
  return mutant;
}

/** Carries a task out, with the catalogue of the provider that the instrument is for. */
export async function perform(instrument: Instrument, task: Task): Promise<Measurement> {
  const catalogue = catalogueOf(instrument.provider);
  if (task.kind === 'mutant') return instrument.mutant(mutantNamed(catalogue, task.id), task.form);
  const nullTarget = catalogue.nullTargets.find(({ id }) => id === task.id);
  if (nullTarget === undefined) throw new Error(`there is no null target '${task.id}'`);
  return instrument.nullTarget(nullTarget, task.needs);
}
