import type { Topic } from '../../specs/contract.ts';
import type { BehaviourOverrides, Behaviours } from '../reference/ec2/behaviours.ts';

/**
 * The reference with one fault. What it declares is all there is: no mutant is a server of its own.
 */
export interface Mutant {
  /** `<topic>/<what is wrong>`, unique. */
  readonly id: string;
  readonly topic: Topic;
  /** One line: what this server does, seen from outside. */
  readonly summary: string;
  /** Id of the requirement whose check has to notice. */
  readonly mustBeKilledBy: string;
  /** Public address of a bug that this re-creates. */
  readonly source?: string;
  /**
   * The behaviours to replace, made from the correct ones. Called once for each server, so that a fault which
   * remembers something remembers it for one server only.
   */
  readonly fault: (correct: Behaviours) => BehaviourOverrides;
}

/** The mutants of one topic, written without repeating the topic in every id. */
export function mutantsOf(
  topic: Topic,
  faults: Readonly<Record<string, Omit<Mutant, 'id' | 'topic'>>>,
): readonly Mutant[] {
  return Object.entries(faults).map(([name, fault]) => ({ ...fault, id: `${topic}/${name}`, topic }));
}
