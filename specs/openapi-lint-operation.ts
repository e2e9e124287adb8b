import type { Json } from './contract.ts';
import { PARAMETER_ROLES, SHOWN_FIELDS } from './contract.ts';
import { asObject } from './json.ts';
import { answers, isSuccess, type RawOperation, resolve } from './openapi-document.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './similar.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** Rules over one operation: its parameters have roles, its form takes the same fields, its answers have bodies. */
export function lintOperation(source: YamlSource, operation: RawOperation): Problem[] {
  return [
    ...parameterRoles(source, operation),
    ...shownFields(source, operation),
    ...formFields(source, operation),
    ...bodies(source, operation),
  ];
}

function bodies(source: YamlSource, operation: RawOperation): Problem[] {
  const location = source.keyPlace(operation.path);
  if (operation.methods.length === 0)
    return [{ location, message: 'the path declares neither get nor post' }];
  const declared = answers(source.value, operation);
  return [true, false].flatMap((success) => {
    if (declared.some((answer) => isSuccess(answer) === success)) return [];
    const kind = success ? 'success' : 'error';
    return [
      {
        location,
        message: `the operation declares no ${kind} response with a body; add one to its responses`,
      },
    ];
  });
}

function parameterRoles(source: YamlSource, operation: RawOperation): Problem[] {
  const seen = new Set<Json>();
  return operation.parameters.flatMap(({ value, path }) => {
    const role = value['x-role'];
    const name = String(value.name);
    if (role === undefined) {
      const fixed = 'const' in asObject(resolve(source.value, value.schema));
      return fixed ? [] : [problem(source, path, `parameter '${name}' lacks x-role`)];
    }
    if (!(PARAMETER_ROLES as readonly Json[]).includes(role)) {
      const hint = didYouMean(String(role), PARAMETER_ROLES) || `; known: ${PARAMETER_ROLES.join(', ')}`;
      return [problem(source, path, `parameter '${name}' has unknown x-role '${String(role)}'${hint}`)];
    }
    if (seen.has(role))
      return [problem(source, path, `x-role '${String(role)}' stands on two parameters of one operation`)];
    seen.add(role);
    return [];
  });
}

function shownFields(source: YamlSource, { shows }: RawOperation): Problem[] {
  return shows
    .filter(({ field }) => !(SHOWN_FIELDS as readonly string[]).includes(field))
    .map(({ field, path }) => {
      const hint = didYouMean(field, SHOWN_FIELDS) || `; known: ${SHOWN_FIELDS.join(', ')}`;
      return problem(source, path, `x-shows has the unknown field '${field}'${hint}`);
    });
}

/** The form body and the query of one operation must take the same fields. */
function formFields(source: YamlSource, operation: RawOperation): Problem[] {
  const post = operation.methods.find(({ method }) => method === 'post');
  const content = asObject(asObject(post?.value.requestBody).content);
  return Object.entries(content).flatMap(([mediaType, media]) => {
    const path = [...operation.path, 'post', 'requestBody', 'content', mediaType, 'schema', 'properties'];
    const fields = Object.keys(asObject(asObject(resolve(source.value, asObject(media).schema)).properties));
    const names = operation.parameters.map(({ value }) => String(value.name));
    return [
      ...fields
        .filter((field) => !names.includes(field))
        .map((field) => ({
          location: source.keyPlace([...path, field]),
          message: `form field '${field}' is no query parameter of the same operation${didYouMean(field, names)}`,
        })),
      ...names
        .filter((name) => !fields.includes(name))
        .map((name) => problem(source, path, `query parameter '${name}' is missing from the form body`)),
    ];
  });
}

/** Refusals that operations name and nobody declares, or that are declared and nobody names. */
export function lintRefusals(source: YamlSource, raw: readonly RawOperation[]): Problem[] {
  const declared = asObject(asObject(source.value)['x-refusals']);
  const used = new Set(raw.flatMap((operation) => operation.refusedWith.map(({ id }) => id)));
  const wrong = raw.flatMap((operation) =>
    operation.refusedWith.flatMap(({ id, path }) => {
      const refusal = declared[id];
      if (refusal === undefined) {
        return [
          problem(
            source,
            path,
            `unknown refusal '${id}'${didYouMean(id, Object.keys(declared)) || '; add it to x-refusals'}`,
          ),
        ];
      }
      const status = String(asObject(refusal).status);
      const refuses = answers(source.value, operation).some(
        (answer) => String(answer.status) === status && !isSuccess(answer),
      );
      if (/^2/.test(status) && status in asObject(operation.methods[0]?.value.responses) && !refuses) {
        return [
          problem(
            source,
            path,
            `refusal '${id}' has status ${status}, whose answer declares no body that refuses; add x-refusal-schema to its media type`,
          ),
        ];
      }
      return operation.methods
        .filter(({ value }) => !(status in asObject(value.responses)))
        .map(({ method }) =>
          problem(
            source,
            path,
            `refusal '${id}' has status ${status}, which ${method} does not declare in responses`,
          ),
        );
    }),
  );
  const unused = Object.keys(declared)
    .filter((id) => !used.has(id))
    .map((id) => ({
      location: source.keyPlace(['x-refusals', id]),
      message: `refusal '${id}' is in no x-refused-with; name it there or remove it`,
    }));
  return [...wrong, ...unused];
}

function problem(source: YamlSource, path: YamlPath, message: string): Problem {
  return { location: source.place(path), message };
}
