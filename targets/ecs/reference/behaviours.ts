import { type OverridesOf, replacing } from '../../reference/behaviours/overrides.ts';
import * as correct from './behaviours/index.ts';

/** Every decision of the server under a name. */
export type EcsBehaviours = typeof correct;

/** Replacements for some functions of some groups. */
export type EcsBehaviourOverrides = OverridesOf<EcsBehaviours>;

/** The behaviours of ECS. What is inferred, or unsettled because sources contradict each other, says so in place. */
export function correctEcsBehaviours(): EcsBehaviours {
  return withEcsBehaviours({});
}

/** The correct behaviours with some functions replaced. */
export function withEcsBehaviours(overrides: EcsBehaviourOverrides): EcsBehaviours {
  return replacing(correct, overrides);
}
