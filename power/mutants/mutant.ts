import type { Requirement, Topic } from '../../specs/contract.ts';
import type { ProgramClientKind } from '../../targets/client-kinds.ts';
import type { BehaviourOverrides, Behaviours } from '../../targets/ec2/reference/behaviours.ts';
import type { EcsBehaviourOverrides, EcsBehaviours } from '../../targets/ecs/reference/behaviours.ts';
import type { HttpHandler } from '../../targets/reference/http.ts';
import type { ServerOptions } from '../../targets/reference/server.ts';
import type { NullTarget } from './null-target.ts';

/** What the reference of each provider is made of: all of its behaviours, and replacements for some. */
export interface References {
  readonly 'aws-ec2': { readonly behaviours: Behaviours; readonly overrides: BehaviourOverrides };
  readonly 'alibaba-ecs': { readonly behaviours: EcsBehaviours; readonly overrides: EcsBehaviourOverrides };
}

/** Id of a provider whose reference can be given a fault. */
export type MutantProvider = keyof References;

/** Where a fault lies: in what one rule says, between rules, in what a sequence leaves, or in what overlaps. */
export const FAULT_KINDS = ['rule', 'between', 'sequence', 'race'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * The reference with one fault. What it declares is all there is: no mutant is a server of its own.
 */
export interface Mutant<Provider extends MutantProvider = 'aws-ec2'> {
  readonly provider: Provider;
  /** `<topic>/<what is wrong>`, unique among those of its provider. */
  readonly id: string;
  readonly topic: Topic;
  /** Where the fault lies. @default in one rule */
  readonly kind?: FaultKind;
  /** One line: what this server does, seen from outside. */
  readonly summary: string;
  /** Id of the requirement whose check has to notice. */
  readonly mustBeKilledBy: string;
  /** Public address of a bug that this re-creates. */
  readonly source?: string;
  /** The client that has to judge, where it takes one that not every machine has; without it the mutant is left out. */
  readonly client?: ProgramClientKind;
  /**
   * The behaviours to replace, made from the correct ones. Called once for each server, so that a fault which
   * remembers something remembers it for one server only.
   */
  readonly fault: (correct: References[Provider]['behaviours']) => References[Provider]['overrides'];
}

/** A mutant of the reference of ECS. */
export type EcsMutant = Mutant<'alibaba-ecs'>;

/** A mutant of any provider; `provider` tells which. */
export type AnyMutant = { readonly [Provider in MutantProvider]: Mutant<Provider> }[MutantProvider];

/** The reference without one of its features: right in everything else, so that nothing else may fail. */
export interface PartialTarget<Provider extends MutantProvider = MutantProvider> {
  /** `partial/<what is missing>`, unique among those of its provider. */
  readonly id: string;
  readonly summary: string;
  readonly provider: Provider;
  /** The behaviours without the feature. */
  readonly lacks: Mutant<Provider>['fault'];
  /** Whether the requirement is about what is missing, by itself and not by what it needs. */
  readonly isAbout: (requirement: Requirement) => boolean;
  /** Mutants by id whose fault is in what is missing, so that nobody can detect it. */
  readonly hides?: RegExp;
  /** Requirements that are about something else and still cannot be judged without the feature, by id, and why. */
  readonly cannotJudge?: Readonly<Record<string, string>>;
}

/** All that `power` needs of one provider; added in `power/mutants/index.ts`. */
export interface Power<Provider extends MutantProvider> {
  /** Without the controls. */
  readonly mutants: readonly Mutant<Provider>[];
  /** Has to survive. */
  readonly noOp: Mutant<Provider>;
  /** Has to be killed. */
  readonly allBroken: Mutant<Provider>;
  readonly nullTargets: readonly NullTarget[];
  readonly partialTargets: readonly PartialTarget<Provider>[];
  /** The correct behaviours with some replaced. */
  readonly withBehaviours: (
    overrides: References[Provider]['overrides'],
  ) => References[Provider]['behaviours'];
  /** The reference without its socket. */
  readonly handler: (options: ServerOptions<References[Provider]['behaviours']>) => HttpHandler;
  /** How ids of key pairs are written from 64 hexadecimal digits, and those of requests from a UUID. */
  readonly ids: { pair(digits: string): string; request(uuid: string): string };
}
