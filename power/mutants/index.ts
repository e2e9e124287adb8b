import type { HttpHandler } from '../../targets/reference/http.ts';
import type { ServerOptions } from '../../targets/reference/server.ts';
import { EC2_POWER } from './ec2/index.ts';
import { ECS_POWER } from './ecs/index.ts';
import type { AnyMutant, MutantProvider, Power } from './mutant.ts';
import type { NullTarget } from './null-target.ts';
import type { PartialTarget } from './partial-target.ts';

/** Every provider whose reference can be given a fault. */
export const POWER: { readonly [Provider in MutantProvider]: Power<Provider> } = {
  'aws-ec2': EC2_POWER,
  'alibaba-ecs': ECS_POWER,
};

/** Behaviours of any provider, by group. */
export type Behaviours = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the server of a mutant is made by, whatever the provider. */
export interface Parts {
  /** The correct behaviours with some replaced. */
  withBehaviours(overrides: object): Behaviours;
  /** The behaviours that the fault replaces. */
  fault(correct: Behaviours): Behaviours;
  handler(options: ServerOptions<Behaviours>): HttpHandler;
}

/** The parts of the server of a mutant. Its fault and its provider's code belong together, which no type of both says. */
export function partsOf(mutant: AnyMutant): Parts {
  const { withBehaviours, handler } = POWER[mutant.provider];
  return { withBehaviours, handler, fault: mutant.fault } as unknown as Parts;
}

/** The servers that the suite of one provider is measured with. */
export interface Catalogue {
  /** Without the controls. */
  readonly mutants: readonly AnyMutant[];
  /** Has to survive. */
  readonly noOp: AnyMutant;
  /** Has to be killed. */
  readonly allBroken: AnyMutant;
  readonly nullTargets: readonly NullTarget[];
  readonly partialTargets: readonly PartialTarget[];
}

/** Every catalogue, by provider. */
export const CATALOGUES: Readonly<Record<MutantProvider, Catalogue>> = POWER as unknown as Readonly<
  Record<MutantProvider, Catalogue>
>;

/** Providers that have a catalogue. */
export const CATALOGUE_PROVIDERS: readonly string[] = Object.keys(CATALOGUES);

/** The catalogue of a provider. @throws Error when there is none */
export function catalogueOf(provider: string): Catalogue {
  const found = Object.entries(CATALOGUES).find(([name]) => name === provider);
  if (found === undefined) throw new Error(`there are no mutants of provider '${provider}'`);
  return found[1];
}
