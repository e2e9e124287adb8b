import { ALL_BROKEN, NO_OP, NULL_TARGETS } from './ec2/controls.ts';
import { EC2_MUTANTS } from './ec2/index.ts';
import { ECS_ALL_BROKEN, ECS_NO_OP, ECS_NULL_TARGETS } from './ecs/controls.ts';
import { ECS_MUTANTS } from './ecs/index.ts';
import type { AnyMutant, MutantProvider } from './mutant.ts';
import type { NullTarget } from './null-target.ts';

/** The servers that the suite of one provider is measured with. */
export interface Catalogue {
  /** Without the controls. */
  readonly mutants: readonly AnyMutant[];
  /** Has to survive. */
  readonly noOp: AnyMutant;
  /** Has to be killed. */
  readonly allBroken: AnyMutant;
  readonly nullTargets: readonly NullTarget[];
}

/** Every catalogue, by provider. */
export const CATALOGUES: Readonly<Record<MutantProvider, Catalogue>> = {
  'aws-ec2': { mutants: EC2_MUTANTS, noOp: NO_OP, allBroken: ALL_BROKEN, nullTargets: NULL_TARGETS },
  'alibaba-ecs': {
    mutants: ECS_MUTANTS,
    noOp: ECS_NO_OP,
    allBroken: ECS_ALL_BROKEN,
    nullTargets: ECS_NULL_TARGETS,
  },
};

/** Providers that have a catalogue. */
export const CATALOGUE_PROVIDERS: readonly string[] = Object.keys(CATALOGUES);

/** The catalogue of a provider. @throws Error when there is none */
export function catalogueOf(provider: string): Catalogue {
  const found = Object.entries(CATALOGUES).find(([name]) => name === provider);
  if (found === undefined) throw new Error(`there are no mutants of provider '${provider}'`);
  return found[1];
}
