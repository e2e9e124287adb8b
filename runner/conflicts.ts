import { telling } from '../specs/constraints.ts';
import type { Conflict, Contract, Reading } from '../specs/contract.ts';
import type { PlannedConflict } from './events.ts';

/** What the log says of a conflict. */
export function plannedConflict(conflict: Conflict, contract: Contract): PlannedConflict {
  const { id, subject, readings, indistinct } = conflict;
  const saidBy = (wanted: Reading): string =>
    readings.flatMap(({ reading, says }) => (reading === wanted ? [says] : [])).join(' ');
  return {
    id,
    subject,
    observed: saidBy('observed'),
    documented: saidBy('documented'),
    requirements: telling(conflict, contract),
    ...(indistinct !== undefined && { indistinct }),
  };
}
