import type { Evidence, Level } from '../specs/contract.ts';

/**
 * Whether a failure of the requirement makes a target non-conformant. A wish (`may`) and a conclusion of ours
 * (`inferred`) only inform.
 */
export function isGating(requirement: { readonly level: Level; readonly evidence: Evidence }): boolean {
  return requirement.level !== 'may' && requirement.evidence !== 'inferred';
}
