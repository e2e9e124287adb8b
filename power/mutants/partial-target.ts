import type { AnyMutant, PartialTarget } from './mutant.ts';

export type { PartialTarget } from './mutant.ts';

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
