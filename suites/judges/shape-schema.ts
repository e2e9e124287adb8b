import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Json, ResponseBody } from '../../specs/contract.ts';
import { textPattern } from '../../specs/pattern.ts';
import type { Components, ShapeAspect, ShapeFault } from './shape-types.ts';

type DeclaredSchema = ResponseBody['schema'];

/** Characters of a value that a message shows; longer ones are named by their first line and length. */
const SHOWN = 100;

/** Loaded at the first comparison: a run that judges something else first need not wait for it. */
const load = createRequire(import.meta.url);

const COMPILED = new WeakMap<Components, Map<string, ValidateFunction>>();

/** Compares a value with a schema (JSON Schema 2020-12, as OpenAPI 3.1 uses it). */
export function schemaFaults(
  value: Json,
  schema: DeclaredSchema,
  components: Components,
): readonly ShapeFault[] {
  const validate = validatorFor(schema, components);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(faultOf);
}

function validatorFor(schema: DeclaredSchema, components: Components): ValidateFunction {
  const known = COMPILED.get(components) ?? new Map<string, ValidateFunction>();
  COMPILED.set(components, known);
  const key = JSON.stringify(schema);
  const compiled = known.get(key) ?? compile(schema, components);
  known.set(key, compiled);
  return compiled;
}

/** The texts are those of a target. */
const PATTERNS = Object.assign((source: string, flags: string) => textPattern(source, flags), {
  code: 'textPattern',
});

function compile(schema: DeclaredSchema, components: Components): ValidateFunction {
  // The specs room has compiled every component strictly and against the schema of schemas, which takes most of the time
  // of a compilation; `xml` and `x-` keywords are no assertions.
  const ajv2020 = load('ajv/dist/2020.js') as { readonly Ajv2020: typeof Ajv2020 };
  const options = {
    allErrors: true,
    verbose: true,
    strict: false,
    meta: false,
    validateSchema: false,
    code: { regExp: PATTERNS },
  };
  const ajv = new ajv2020.Ajv2020(options);
  return ajv.compile({ ...schema, components: { schemas: components } });
}

function faultOf(error: ErrorObject): ShapeFault {
  const member = memberOf(error);
  const steps = error.instancePath.split('/').slice(1).map(unescapePointer);
  const all = member === undefined ? steps : [...steps, member];
  return {
    aspect: aspectOf(error),
    path: joined(all, () => '[]'),
    place: joined(all, (index) => `[${index}]`),
    expected: expectedBy(error),
    observed: observedBy(error, member),
  };
}

function memberOf(error: ErrorObject): string | undefined {
  if (error.keyword === 'required') return String(error.params.missingProperty);
  if (error.keyword === 'additionalProperties') return String(error.params.additionalProperty);
  return undefined;
}

function aspectOf({ keyword }: ErrorObject): ShapeAspect {
  switch (keyword) {
    case 'required':
      return 'required';
    case 'additionalProperties':
      return 'undeclared';
    case 'minItems':
    case 'maxItems':
      return 'count';
    default:
      return 'value';
  }
}

function expectedBy({ keyword, schema, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'exactly one';
    case 'additionalProperties':
      return 'nothing that is not declared';
    case 'pattern':
      return `text that matches ${String(schema)}`;
    case 'enum':
      return `one of ${(schema as readonly Json[]).map((one) => JSON.stringify(one)).join(', ')}`;
    case 'const':
      return JSON.stringify(schema);
    case 'type':
      return `a value of type ${String(schema)}`;
    case 'minItems':
      return `at least ${schema} in the list, or no list`;
    case 'maxItems':
      return `at most ${schema} in the list`;
    default:
      return `a value that ${message ?? `satisfies ${keyword}`}`;
  }
}

function observedBy({ keyword, data }: ErrorObject, member: string | undefined): string {
  switch (keyword) {
    case 'required':
      return `none; there are ${memberNames(data)}`;
    case 'additionalProperties':
      return showValue((data as Record<string, Json>)[member ?? '']);
    case 'minItems':
    case 'maxItems':
      return `${(data as readonly Json[]).length}`;
    default:
      return showValue(data as Json);
  }
}

function memberNames(data: unknown): string {
  const names = Object.keys(data as Record<string, Json>);
  return names.length === 0 ? 'no members' : names.join(', ');
}

/** A value for a message: long texts (keys among them) are cut after their first line. */
export function showValue(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  if (text.length <= SHOWN) return text;
  const first = typeof value === 'string' ? (value.split('\n')[0] ?? '') : text;
  return `${JSON.stringify(first.slice(0, SHOWN))}... (${text.length} characters)`;
}

function joined(steps: readonly string[], item: (index: string) => string): string {
  return steps
    .map((step, position) => (/^\d+$/.test(step) ? item(step) : `${position === 0 ? '' : '.'}${step}`))
    .join('');
}

function unescapePointer(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
