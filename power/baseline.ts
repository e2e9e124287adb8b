import type { ServerResponse } from 'node:http';
import type { AuthorizationBehaviours } from '../targets/ec2/reference/behaviours/authorization.ts';
import {
  type BehaviourOverrides,
  type Behaviours,
  withBehaviours,
} from '../targets/ec2/reference/behaviours.ts';
import {
  type EcsBehaviourOverrides,
  type EcsBehaviours,
  withEcsBehaviours,
} from '../targets/ecs/reference/behaviours.ts';
import type { Reply } from '../targets/reference/behaviours/http.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import type { AnyMutant, EcsMutant, Mutant } from './mutants/mutant.ts';

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

/** Where a server takes from what differs between two runs, and where its answers go; by default as the reference does. */
export interface Surroundings {
  readonly identifiers?: { readonly keyPairId: () => string; readonly requestId: () => string };
  readonly clock?: { readonly now: () => Date };
  /** Of EC2 alone. */
  readonly authorization?: Pick<AuthorizationBehaviours, 'matches'>;
  readonly http?: {
    send(ctx: { readonly request: HttpRequest }, reply: Reply, response: ServerResponse): void;
  };
}

/** The reference without a fault, as a power run uses it: correct, with a small quota in the quiet region. */
function baseline(
  quietRegion: string,
  surroundings: Surroundings,
): BehaviourOverrides & EcsBehaviourOverrides {
  return {
    ...surroundings,
    quota: {
      limit: (ctx: Asked) => (ctx.region === quietRegion ? SMALL_QUOTA : ctx.service.keyPairsPerRegion),
    },
  };
}

/** The behaviours of a mutant of EC2: the correct ones of a power run with its fault over them. */
export function behavioursOf(
  mutant: Mutant,
  quietRegion: string,
  surroundings: Surroundings = {},
): Behaviours {
  const correct = withBehaviours(baseline(quietRegion, surroundings));
  return layered(correct, mutant.fault(correct));
}

/** The behaviours of a mutant of ECS: the correct ones of a power run with its fault over them. */
export function ecsBehavioursOf(
  mutant: EcsMutant,
  quietRegion: string,
  surroundings: Surroundings = {},
): EcsBehaviours {
  const correct = withEcsBehaviours(baseline(quietRegion, surroundings));
  return layered(correct, mutant.fault(correct));
}

/** Names of the behaviours that the fault of a mutant replaces, as `group.behaviour`. */
export function replacedBy(mutant: AnyMutant): readonly string[] {
  const overrides =
    mutant.provider === 'aws-ec2' ? mutant.fault(withBehaviours({})) : mutant.fault(withEcsBehaviours({}));
  return Object.entries(overrides).flatMap(([group, replaced]) =>
    Object.keys(replaced).map((behaviour) => `${group}.${behaviour}`),
  );
}

function layered<All extends object>(
  correct: All,
  overrides: { readonly [Group in keyof All]?: Partial<All[Group]> },
): All {
  const merged = { ...correct };
  for (const group in correct) merged[group] = { ...correct[group], ...overrides[group] };
  return merged;
}
