import { refusalsOf } from '../../../specs/constraints.ts';
import type { Contract, Expectation, OperationRole, Refusal, Requirement } from '../../../specs/contract.ts';

/** What a requirement allows as the answer in a situation. */
export interface Allowed {
  readonly requirement: string;
  readonly accepted: boolean;
  readonly refusals: readonly Refusal[];
}

/** The answers that the contract states, by operation and situation. */
export interface Expectations {
  /** `undefined` where the contract states nothing: such a call is never sent. */
  at(operation: OperationRole, situation: string): Allowed | undefined;
}

/** Reads the expectations from the requirements that the rules of the model name, under all readings of them. */
export function expectationsOf(contract: Contract): Expectations {
  const known = new Map(
    Object.entries(contract.rules.model?.answers ?? {}).flatMap(([situation, id]) => {
      const requirement = contract.requirements.find((one) => one.id === id);
      return requirement === undefined ? [] : [[situation, allowedBy(contract, requirement)] as const];
    }),
  );
  return { at: (operation, situation) => known.get(`${operation}.${situation}`) };
}

function allowedBy(contract: Contract, { id, expects, readings }: Requirement): Allowed {
  const all = readings === undefined ? [expects] : [expects, readings.documented];
  return {
    requirement: id,
    accepted: all.some(allowsSuccess),
    refusals: all.flatMap(refusalsOf).flatMap((one) => contract.refusals[one] ?? []),
  };
}

/** A property is about an answer that was accepted; only a refusal says that there is none. */
function allowsSuccess(expects: Expectation): boolean {
  return 'either' in expects ? expects.either.some(allowsSuccess) : !('refusal' in expects);
}
