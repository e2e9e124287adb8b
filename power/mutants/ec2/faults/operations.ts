import type { Topic } from '../../../../specs/contract.ts';
import type { Mutant } from '../../mutant.ts';
import { type Condition, creating, deleting, describing, importing } from '../conditions.ts';

/** The operations of the API, each with the requests it is asked by. */
const OPERATIONS: readonly (readonly [name: string, condition: Condition])[] = [
  ['create', creating],
  ['import', importing],
  ['describe', describing],
  ['delete', deleting],
];

/** A mutant without what its topic and name give. */
export type Fault = Omit<Mutant, 'provider' | 'id' | 'topic'>;

/** One fault for each operation alone, by its name in the topic: `<operation>-<name>`. */
export type ForEach = (
  name: string,
  summary: (operation: string) => string,
  requirement: string,
  fault: (condition: Condition) => Mutant['fault'],
) => Readonly<Record<string, Fault>>;

/** Declares one fault of a topic for all operations; `<topic>.<operation>.<requirement>` has to notice. */
export function forEachOperation(topic: Topic): ForEach {
  return (name, summary, requirement, fault) =>
    Object.fromEntries(
      OPERATIONS.map(([operation, condition]) => [
        `${operation}-${name}`,
        {
          summary: summary(operation),
          mustBeKilledBy: `${topic}.${operation}.${requirement}`,
          fault: fault(condition),
        },
      ]),
    );
}
