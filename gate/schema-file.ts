import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { packageFile } from '../specs/folders.ts';
import { formatProblem, inReadingOrder, type Problem } from '../specs/problem.ts';
import { explainErrors } from '../specs/schema-check.ts';
import { parseYaml, type YamlSource } from '../specs/yaml-source.ts';
import { UsageError } from '../targets/usage-error.ts';

/** Names of the schemas in `gate/schemas`. */
type SchemaName = 'baseline' | 'policy';

/**
 * Parses a YAML file of the user and checks it against a schema of `gate/schemas`.
 * @param label what messages call the file
 * @throws UsageError with file, line and column of the first fault
 */
export function checkedYaml(text: string, label: string, schema: SchemaName): YamlSource {
  const { source, problems } = parseYaml(text, label);
  if (source === undefined) throw refusal(problems);
  const validate = validatorOf(schema);
  if (!validate(source.value)) throw refusal(explainErrors(validate.errors ?? [], source, []));
  return source;
}

const validators = new Map<SchemaName, ValidateFunction>();

function validatorOf(schema: SchemaName): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
  });
  addFormats.default(ajv);
  const file = packageFile(`gate/schemas/${schema}.schema.json`);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validators.set(schema, validate);
  return validate;
}

/** The first problem in full, and how many more there are. A mistyped key stands before the lack of the right one. */
export function refusal(problems: readonly Problem[]): UsageError {
  const ordered = inReadingOrder(problems);
  const told = ordered.find(({ message }) => message.startsWith('unknown key')) ?? ordered[0];
  const rest = ordered.length < 2 ? '' : ` (and ${ordered.length - 1} more)`;
  return new UsageError(`${told === undefined ? 'the file is not valid' : formatProblem(told)}${rest}`);
}
