import type { OperationRole, Requirement } from '../specs/contract.ts';
import { type CheckContext, Inconclusive, Unprepared } from './check.ts';

/**
 * What ends a check that has nothing to judge because the target does not do what another requirement states: it is
 * blocked by the one that failed, so that who expects that failure expects this too.
 * @param states whether a requirement states what the target did not do
 * @param always that one of them is sure to fail, also where none has failed yet
 */
export function unmet(
  ctx: Pick<CheckContext, 'contract' | 'failedBefore' | 'requirement'>,
  reason: string,
  states: (requirement: Requirement) => boolean,
  always = false,
): Inconclusive | Unprepared {
  const stating = ctx.contract.requirements.filter((one) => one.id !== ctx.requirement.id && states(one));
  const stated = stating.find(({ id }) => ctx.failedBefore(id)) ?? (always ? stating[0] : undefined);
  return stated === undefined ? new Inconclusive(reason) : new Unprepared(reason, stated.id);
}

/** Whether a requirement of another topic says that an operation is rejected so and no other way. */
export function statesRejection(
  { operation, refusal, topic }: { operation: OperationRole; refusal: string; topic: string },
  one: Requirement,
): boolean {
  if (one.operation !== operation || one.topic === topic || !('refusal' in one.expects)) return false;
  return (
    [one.expects.refusal].flat().join() === refusal && one.level !== 'may' && one.evidence !== 'inferred'
  );
}
