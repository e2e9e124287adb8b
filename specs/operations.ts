import type { OpenAPIV3_1 } from 'openapi-types';
import type {
  Contract,
  JsonObject,
  Operation,
  Parameter,
  ParameterRole,
  Refusal,
  ResponseBody,
  ShownField,
} from './contract.ts';
import { asList, asObject } from './json.ts';
import { answers, inline, isSuccess, type RawOperation, rawOperations } from './openapi-document.ts';
import type { YamlSource } from './yaml-source.ts';

/** What the OpenAPI document of a provider adds to its contract. */
export type Interface = Pick<
  Contract,
  'title' | 'servers' | 'operations' | 'refusals' | 'errorBody' | 'components'
>;

/** Reads the typed parts out of a document that `checkOpenapi` found right. */
export function readInterface(source: YamlSource): Interface {
  const document = asObject(source.value);
  const raw = rawOperations(document);
  const operations = Object.fromEntries(
    raw.map((operation) => [operation.role, readOperation(document, operation, source)]),
  );
  const components = asObject(asObject(document.components).schemas);
  return {
    title: String(asObject(document.info).title),
    servers: asList(document.servers).map((server) => String(asObject(server).url)),
    operations,
    refusals: readRefusals(asObject(document['x-refusals'])),
    errorBody: bodyOf(
      raw.flatMap((operation) => answers(document, operation)),
      false,
    ),
    components: components as unknown as Interface['components'],
  };
}

function readOperation(document: JsonObject, raw: RawOperation, source: YamlSource): Operation {
  const { file, line } = source.keyPlace(raw.path);
  const named = raw.methods.find(({ method }) => method === 'post') ?? raw.methods[0];
  return {
    role: raw.role,
    name: String(named?.value.operationId),
    parameters: raw.parameters.flatMap(({ value }) => readParameter(document, value)),
    shows: raw.shows.map(({ field }) => field as ShownField),
    success: bodyOf(answers(document, raw), true),
    location: { file, line },
  };
}

/** A parameter without a role has a fixed value, which the client knows: it is no part of the contract. */
function readParameter(document: JsonObject, value: JsonObject): Parameter[] {
  if (value['x-role'] === undefined) return [];
  return [
    {
      name: String(value.name),
      role: value['x-role'] as ParameterRole,
      required: value.required === true,
      schema: inline(document, value.schema ?? {}) as unknown as OpenAPIV3_1.SchemaObject,
    },
  ];
}

/** The first declared body of the kind; `lintOpenapi` has made sure that there is one. */
function bodyOf(bodies: readonly ResponseBody[], success: boolean): ResponseBody {
  const body = bodies.find((candidate) => isSuccess(candidate) === success);
  if (body === undefined) throw new Error(`no ${success ? 'success' : 'error'} body is declared`);
  return body;
}

function readRefusals(declared: JsonObject): Contract['refusals'] {
  return Object.fromEntries(
    Object.entries(declared).map(([id, refusal]) => [
      id,
      { id, ...(refusal as unknown as Omit<Refusal, 'id'>) },
    ]),
  );
}
