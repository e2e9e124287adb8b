import { type OverridesOf, replacing } from '../../reference/behaviours/overrides.ts';
import * as correct from './behaviours/index.ts';

/** Every decision of the server under a name. */
export type Behaviours = typeof correct;

/** Replacements for some functions of some groups. */
export type BehaviourOverrides = OverridesOf<Behaviours>;

/** The behaviours of EC2, as far as observed; what is inferred says so where it stands. */
export function correctBehaviours(): Behaviours {
  return withBehaviours({});
}

/** The correct behaviours with some functions replaced. */
export function withBehaviours(overrides: BehaviourOverrides): Behaviours {
  return replacing(correct, overrides);
}
