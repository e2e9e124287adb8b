import type { Topic } from '../../specs/contract.ts';
import type { Mutant, MutantProvider } from './mutant.ts';

/** A mutant in one row: its name in the topic, what it does, the requirement that must detect it, and its fault. */
export type Row<Provider extends MutantProvider> = readonly [
  name: string,
  summary: string,
  mustBeKilledBy: string,
  fault: Mutant<Provider>['fault'],
  more?: Pick<Mutant<Provider>, 'source' | 'client'>,
];

/** A request, as far as a fault decides by it whether it shows. */
type When<Behaviour> = Behaviour extends (ctx: infer Ctx, ...rest: never[]) => unknown
  ? (ctx: Ctx) => boolean
  : never;

/**
 * A fault in one behaviour: `wrong` makes it from the right one, and from all others, and it replaces the right one in the
 * requests for which `when` holds.
 */
export type At<All> = <Group extends keyof All, Behaviour extends keyof All[Group]>(
  group: Group,
  behaviour: Behaviour,
  when: When<All[Group][Behaviour]>,
  wrong: (right: All[Group][Behaviour], correct: All) => All[Group][Behaviour],
) => (correct: All) => { readonly [Replaced in keyof All]?: Partial<All[Replaced]> };

type AnyBehaviour = (ctx: unknown, ...rest: readonly unknown[]) => unknown;

/** `At` of any provider. */
export const at: At<Readonly<Record<string, Readonly<Record<string, AnyBehaviour>>>>> =
  (group, behaviour, when, wrong) => (correct) => {
    const right = correct[group]?.[behaviour];
    if (right === undefined) throw new Error(`there is no behaviour ${group}.${behaviour}`);
    const made = wrong(right, correct);
    return { [group]: { [behaviour]: only(when, made, right) } };
  };

/** Holds for every request. */
export const always = (): boolean => true;

/** A check that refuses nothing. */
export const accept = (): undefined => undefined;

/** The wrong behaviour where the condition holds, the right one elsewhere. */
export function only<Of extends (ctx: never, ...rest: never[]) => unknown>(
  condition: (ctx: Parameters<Of>[0]) => boolean,
  wrong: NoInfer<Of>,
  right: Of,
): Of {
  const either: (ctx: never, ...rest: never[]) => unknown = (ctx, ...rest) =>
    (condition(ctx) ? wrong : right)(ctx, ...rest);
  return either as Of;
}

/** The rows of some operations, each named `<operation>-<name>`. */
export function forEach<Operation extends string, Here, Provider extends MutantProvider>(
  operations: readonly (readonly [operation: Operation, here: Here])[],
  rowsOf: (operation: Operation, here: Here) => readonly Row<Provider>[],
): readonly Row<Provider>[] {
  return operations.flatMap(([operation, here]) =>
    rowsOf(operation, here).map(([name, ...rest]) => [`${operation}-${name}`, ...rest] as const),
  );
}

/** The mutants of one topic, written without repeating it in every name. */
export function tableOf<Provider extends MutantProvider>(
  provider: Provider,
  topic: Topic,
  rows: readonly Row<Provider>[],
): readonly Mutant<Provider>[] {
  return rows.map(([name, summary, mustBeKilledBy, fault, more]) => ({
    provider,
    id: `${topic}/${name}`,
    topic,
    summary,
    mustBeKilledBy,
    ...more,
    fault,
  }));
}
