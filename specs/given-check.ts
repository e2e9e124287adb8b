import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { PlacedRequirement } from './catalogue.ts';
import type { Json, JsonObject } from './contract.ts';
import type { Problem } from './problem.ts';
import { explainErrors } from './schema-check.ts';
import { didYouMean } from './similar.ts';

/** The JSON Schema of the `given` of each check, by the name of the check. They come from the suites. */
export type GivenSchemas = Readonly<Record<string, JsonObject>>;

/** Holds the parameters of every requirement against what its check takes; each fault of an entry is told once. */
export function checkGiven(
  requirements: readonly PlacedRequirement[],
  schemas: GivenSchemas,
): readonly Problem[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, allowUnionTypes: true });
  const validators = new Map<string, ValidateFunction>();
  const problems = requirements.flatMap((placed) => {
    const { check, given } = placed.requirement;
    const schema = schemas[check];
    if (schema === undefined) {
      const message = `no check '${check}'${didYouMean(check, Object.keys(schemas))}`;
      return [{ location: placed.place(['check']), message }];
    }
    const validate = validators.get(check) ?? ajv.compile(schema);
    validators.set(check, validate);
    if (validate(given)) return [];
    const source = {
      file: placed.requirement.location.file,
      value: given as Json,
      place: placed.place,
      keyPlace: placed.keyPlace,
    };
    return explainErrors(validate.errors ?? [], source, ['given']);
  });
  const told = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...told.values()];
}
