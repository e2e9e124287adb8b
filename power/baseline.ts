import type { EcsMutant, Mutant } from '../targets/mutants/mutant.ts';
import {
  type BehaviourOverrides,
  type Behaviours,
  withBehaviours,
} from '../targets/reference/ec2/behaviours.ts';
import {
  type EcsBehaviourOverrides,
  type EcsBehaviours,
  withEcsBehaviours,
} from '../targets/reference/ecs/behaviours.ts';

/**
 * What the quiet region holds in a power run, so that filling it takes milliseconds. The other regions hold what the
 * real service holds: many checks work in them at the same time.
 */
export const SMALL_QUOTA = 40;

/** What a limit is asked about, whatever the provider. */
interface Asked {
  readonly region: string;
  readonly service: { readonly keyPairsPerRegion: number };
}

/** The reference without a fault, as a power run uses it: correct, with a small quota in the quiet region. */
function baseline(quietRegion: string): BehaviourOverrides & EcsBehaviourOverrides {
  return {
    quota: {
      limit: (ctx: Asked) => (ctx.region === quietRegion ? SMALL_QUOTA : ctx.service.keyPairsPerRegion),
    },
  };
}

/** The behaviours of a mutant of EC2: the correct ones of a power run with its fault over them. */
export function behavioursOf(mutant: Mutant, quietRegion: string): Behaviours {
  const base = baseline(quietRegion);
  const fault = mutant.fault(withBehaviours(base));
  return withBehaviours({ ...fault, quota: { ...base.quota, ...fault.quota } });
}

/** The behaviours of a mutant of ECS: the correct ones of a power run with its fault over them. */
export function ecsBehavioursOf(mutant: EcsMutant, quietRegion: string): EcsBehaviours {
  const base = baseline(quietRegion);
  const fault = mutant.fault(withEcsBehaviours(base));
  return withEcsBehaviours({ ...fault, quota: { ...base.quota, ...fault.quota } });
}
