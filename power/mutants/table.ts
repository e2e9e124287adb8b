import { setTimeout } from 'node:timers/promises';
import type { Topic } from '../../specs/contract.ts';
import type { Mutant, MutantProvider } from './mutant.ts';

/** A mutant in one row: its name in the topic, what it does, the requirement that must detect it, and its fault. */
export type Row<Provider extends MutantProvider> = readonly [
  name: string,
  summary: string,
  mustBeKilledBy: string,
  fault: Mutant<Provider>['fault'],
  more?: Pick<Mutant<Provider>, 'source' | 'client' | 'kind'>,
];

/** A request, as far as a fault decides by it whether it shows. */
type When<Behaviour> = Behaviour extends (ctx: infer Ctx, ...rest: never[]) => unknown
  ? (ctx: Ctx) => boolean
  : never;

/**
 * A fault in one behaviour: in the requests for which `when` holds, `wrong` is asked instead of the right behaviour, with
 * that one and its arguments.
 */
export type At<All> = <Group extends keyof All, Behaviour extends keyof All[Group]>(
  group: Group,
  behaviour: Behaviour,
  when: When<All[Group][Behaviour]>,
  wrong: (
    right: All[Group][Behaviour],
    ...asked: Asked<All[Group][Behaviour]>
  ) => Answer<All[Group][Behaviour]>,
) => (correct: All) => { readonly [Replaced in keyof All]?: Partial<All[Replaced]> };

type Asked<Behaviour> = Behaviour extends (...asked: infer Arguments) => unknown ? Arguments : never;
type Answer<Behaviour> = Behaviour extends (...asked: never[]) => infer Result ? Result : never;
type AnyBehaviour = (ctx: never, ...rest: never[]) => unknown;

/** `At` of any provider. */
export const at: At<Readonly<Record<string, Readonly<Record<string, AnyBehaviour>>>>> =
  (group, behaviour, when, wrong) => (correct) => {
    const right = correct[group]?.[behaviour];
    if (right === undefined) throw new Error(`there is no behaviour ${group}.${behaviour}`);
    return { [group]: { [behaviour]: only(when, (...asked) => wrong(right, ...asked), right) } };
  };

/** A fault of any provider. */
type AnyFault<All> = (correct: All) => { readonly [Group in keyof All]?: Partial<All[Group]> };

/** Several faults as one, no two of them in the same behaviour. */
export function together<All>(...faults: readonly AnyFault<All>[]): AnyFault<All> {
  return (correct) => {
    const merged: { [Group in keyof All]?: Partial<All[Group]> } = {};
    for (const fault of faults) {
      const overrides = fault(correct);
      for (const group of Object.keys(overrides) as (keyof All)[])
        merged[group] = { ...merged[group], ...overrides[group] } as Partial<All[typeof group]>;
    }
    return merged;
  };
}

/** A fault that is made anew for each server: of what is right there, or with a memory that no other server shares. */
export function perServer<All>(make: (correct: All) => AnyFault<All>): AnyFault<All> {
  return (correct) => make(correct)(correct);
}

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

/** A request of a provider, as far as it says in which region it is. */
interface InRegion {
  readonly region: string;
}

/**
 * Remembers the last request of each region that stored something: `others` gives those of other regions, and `insert`
 * is to be put in the place of the behaviour that stores.
 */
export function regionsSeen<Ctx extends InRegion>(): {
  readonly others: (ctx: Ctx) => readonly Ctx[];
  readonly watching: <Pair, Done>(insert: (ctx: Ctx, pair: Pair) => Done) => (ctx: Ctx, pair: Pair) => Done;
} {
  const seen = new Map<string, Ctx>();
  return {
    others: (ctx) => [...seen.values()].filter(({ region }) => region !== ctx.region),
    watching: (insert) => (ctx, pair) => {
      seen.set(ctx.region, ctx);
      return insert(ctx, pair);
    },
  };
}

/** Time in which requests overlap, in milliseconds. */
const OVERLAP_MS = 8;

/** Tells for which requests others were under way: `watching` is to be put in the place of what delays every request. */
export function overlapsSeen<Ctx extends object>(): {
  readonly has: (ctx: Ctx) => boolean;
  readonly watching: (delay: (ctx: Ctx) => Promise<void>) => (ctx: Ctx) => Promise<void>;
} {
  const seen = new WeakSet<Ctx>();
  let underWay = 0;
  return {
    has: (ctx) => seen.has(ctx),
    watching: (delay) => async (ctx) => {
      underWay += 1;
      await setTimeout(OVERLAP_MS);
      if (underWay > 1) seen.add(ctx);
      underWay -= 1;
      await delay(ctx);
    },
  };
}
