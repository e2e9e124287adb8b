import type { ServerResponse } from 'node:http';
import type { AuthorizationBehaviours } from '../targets/ec2/reference/behaviours/authorization.ts';
import type { Reply } from '../targets/reference/behaviours/http.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import { type Behaviours, partsOf } from './mutants/index.ts';
import type { AnyMutant } from './mutants/mutant.ts';

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
export interface ReferenceParts {
  readonly identifiers?: { readonly keyPairId: () => string; readonly requestId: () => string };
  readonly clock?: { readonly now: () => Date };
  /** Of EC2 alone. */
  readonly authorization?: Pick<AuthorizationBehaviours, 'matches'>;
  readonly http?: {
    send(ctx: { readonly request: HttpRequest }, reply: Reply, response: ServerResponse): void;
  };
}

/** The reference without a fault, as a power run uses it: correct, with a small quota in the quiet region. */
function baseline(quietRegion: string, parts: ReferenceParts): object {
  return {
    ...parts,
    quota: {
      limit: (ctx: Asked) => (ctx.region === quietRegion ? SMALL_QUOTA : ctx.service.keyPairsPerRegion),
    },
  };
}

/** The behaviours of a mutant: the correct ones of a power run with its fault over them. */
export function behavioursOf(mutant: AnyMutant, quietRegion: string, parts: ReferenceParts = {}): Behaviours {
  const { withBehaviours, fault } = partsOf(mutant);
  const correct = withBehaviours(baseline(quietRegion, parts));
  const replaced = Object.entries(fault(correct)).map(([group, wrong]) => [
    group,
    { ...correct[group], ...wrong },
  ]);
  return { ...correct, ...Object.fromEntries(replaced) };
}

/** Names of the behaviours that the fault of a mutant replaces, as `group.behaviour`. */
export function replacedBy(mutant: AnyMutant): readonly string[] {
  const { withBehaviours, fault } = partsOf(mutant);
  return Object.entries(fault(withBehaviours({}))).flatMap(([group, replaced]) =>
    Object.keys(replaced).map((behaviour) => `${group}.${behaviour}`),
  );
}
