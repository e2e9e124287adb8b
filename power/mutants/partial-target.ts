import type { Requirement } from '../../specs/contract.ts';
import type { AnyMutant, Mutant, MutantProvider } from './mutant.ts';

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

/** Between the id of a partial target and that of a mutant of it. */
const OF = ' with ';

type Overrides = Readonly<Record<string, object>>;
type Fault = (correct: Overrides) => Overrides;

/** The partial target as a mutant, alone or with the fault of a mutant in it. */
export function partialMutant(partial: PartialTarget, mutant?: AnyMutant): AnyMutant {
  const { id, summary, provider } = partial;
  // Behaviours and overrides belong to one provider, which no type of both says.
  const lacks = partial.lacks as unknown as Fault;
  const wrong = mutant?.fault as unknown as Fault | undefined;
  const fault: Fault = (correct) => {
    const lacking = lacks(correct);
    const left = { ...correct, ...over(correct, lacking) };
    return wrong === undefined ? lacking : { ...lacking, ...over(lacking, wrong(left)) };
  };
  const named = { topic: 'lifecycle', mustBeKilledBy: 'lifecycle.describe.works', ...mutant };
  return {
    ...named,
    provider,
    id: mutant === undefined ? id : `${id}${OF}${mutant.id}`,
    summary: mutant === undefined ? summary : `${summary}; ${mutant.summary}`,
    fault,
  } as unknown as AnyMutant;
}

/** The groups of `changes`, each over what the group was before. */
function over(before: Overrides, changes: Overrides): Overrides {
  return Object.fromEntries(
    Object.entries(changes).map(([group, changed]) => [group, { ...before[group], ...changed }]),
  );
}

/** The server of that id; `undefined` where it is none of a partial target. */
export function partialNamed(
  partials: readonly PartialTarget[],
  mutants: readonly AnyMutant[],
  id: string,
): AnyMutant | undefined {
  const [partialId, mutantId] = id.split(OF);
  const partial = partials.find((one) => one.id === partialId);
  if (partial === undefined) return undefined;
  if (mutantId === undefined) return partialMutant(partial);
  const mutant = mutants.find((one) => one.id === mutantId);
  return mutant && partialMutant(partial, mutant);
}
