import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import type { EcsMutant } from '../mutant.ts';
import type { EcsFault } from './faults.ts';
import {
  accept,
  always,
  at,
  creating,
  deleting,
  describing,
  forEach,
  importing,
  OPERATIONS,
  perServer,
  table,
  together,
} from './table.ts';

const isV2 = (ctx: Context): boolean => ctx.credential?.kind === 'v2';
const isGet = (ctx: Context): boolean => ctx.request.method === 'GET';
const inBody = (ctx: Context): boolean => !isGet(ctx) && !ctx.request.query.includes('RegionId=');

/** A gateway that refuses requests which are sent in some way. */
const refusesSent = (
  summary: string,
  by: string,
  here: (ctx: Context) => boolean,
  sent: (ctx: Context) => boolean,
): EcsFault => [
  summary,
  `wire.${by}`,
  at('protocol', 'method', always, (right, ctx) =>
    here(ctx) && sent(ctx)
      ? refusal('UnsupportedHTTPMethod', 'This http method is not supported.')
      : right(ctx),
  ),
];

/** Faults of the gateway. */
// biome-ignore format: a row is a mutant
export const WIRE_MUTANTS: readonly EcsMutant[] = table('wire', [
  ...forEach(OPERATIONS, (operation, here) => [
    ['no-get', ...refusesSent(`${operation} by GET is refused`, `${operation}.get-query`, here, isGet)],
    ['no-body',
      ...refusesSent(`${operation} with a form body is refused`, `${operation}.post-body`, here, inBody)],
  ]),
  ['create-no-v2',
    ...refusesSent('create with a signature of version 1.0 is refused', 'create.v2-query', creating, isV2)],
  ['import-no-v2',
    ...refusesSent('import with a signature of version 1.0 is refused', 'import.v2-body', importing, isV2)],
  ['import-no-v2-by-get',
    ...refusesSent(
      'import by GET with a signature of version 1.0 is refused',
      'import.v2-query',
      importing,
      (ctx) => isV2(ctx) && isGet(ctx))],
  ['delete-no-v2',
    ...refusesSent('delete with a signature of version 1.0 is refused', 'delete.v2-query', deleting, isV2)],
  ['create-v2-by-post-in-body-only',
    ...refusesSent(
      'create by POST with a signature of version 1.0 is refused unless its parameters are in the body',
      'create.post-query',
      creating,
      (ctx) => isV2(ctx) && !isGet(ctx) && !inBody(ctx))],
  ['describe-no-v2',
    ...refusesSent(
      'describe with a signature of version 1.0 is refused',
      'describe.v2-query',
      describing,
      isV2)],
  ['dry-run-refused',
    ...refusesSent(
      'a parameter that nobody declares is refused',
      'create.unknown-parameter',
      creating,
      (ctx) => ctx.parameters.names().includes('DryRun'))],
  ['unknown-access-key',
    ...unsigned('any access key is taken', 'create.unknown-access-key', 'unknownAccessKey')],
  ['wrong-secret',
    ...unchecked('the signatures of creates are not compared', 'create.wrong-secret', creating)],
  ['altered', ...unchecked('the signatures of imports are not compared', 'import.altered', importing)],
  ['expired', ...unsigned('the time of a request is not looked at', 'create.expired', 'wrongTime')],
  ['expired-after-a-week', 'a request may be a week old', 'wire.create.expired',
    at('authorization', 'clockSkewSeconds', always, () => 604_800)],
  ['unknown-access-key-403', 'an unknown access key is refused with the status 403',
    'wire.create.unknown-access-key',
    at('authorization', 'unknownAccessKey', always, (right, ctx, credential) => {
      const refused = right(ctx, credential);
      return refused && { ...refused, status: 403 };
    })],
  ['no-credentials', 'a request without credentials is taken', 'wire.create.no-credentials',
    at('authorization', 'missing', always, (right, ctx) =>
      ctx.credential === undefined ? undefined : right(ctx))],
  ['unknown-action-400', 'an unknown action is refused with the status 400', 'wire.create.unknown-action',
    at('protocol', 'unknownAction', always, (right, ctx) => ({ ...right(ctx), status: 400 }))],
  ['any-version', 'every version is taken', 'wire.create.unknown-version',
    at('protocol', 'version', always, accept)],
  ['no-region', 'a request without a region is taken', 'wire.create.missing-region',
    together(
      at('regions', 'missing', always, accept),
      at('regions', 'unknown', always, (right, ctx) => (ctx.region === '' ? undefined : right(ctx))))],
  ['any-method', 'PUT and DELETE work as POST does', 'wire.import.other-method',
    at('protocol', 'method', always, accept)],
  ['poisoned-by-a-refusal', 'after a refused call a describe is a fault of the server',
    'wire.describe.afterwards',
    perServer(() => {
      let refused = false;
      return together(
        at('http', 'status', always, (right, ctx, outcome) => {
          refused ||= outcome.kind === 'refusal';
          return right(ctx, outcome);
        }),
        at('describe', 'refuse', always, (right, ctx) =>
          refused ? refusal('InternalError', 'The request failed.', 500) : right(ctx)));
    })],
  ['tags-in-order', 'of a tag whose value comes before its key the value is lost', 'wire.import.reversed',
    at('tags', 'stored', always, (right, ctx) => {
      const names = ctx.parameters.names();
      return right(ctx).map((tag, index) => {
        const [key, value] = ['Key', 'Value'].map((part) => names.indexOf(`Tag.${index + 1}.${part}`));
        return (value ?? 0) < (key ?? 0) ? { ...tag, value: '' } : tag;
      });
    })],
  ['latin-1', 'tags are read as Latin-1', 'wire.import.unicode',
    at('tags', 'stored', always, (right, ctx) =>
      right(ctx).map(({ key, value }) => ({ key, value: Buffer.from(value).toString('latin1') })))],
]);

function unsigned(summary: string, by: string, check: 'unknownAccessKey' | 'wrongTime'): EcsFault {
  return [summary, `wire.${by}`, () => ({ authorization: { [check]: accept } })];
}

/** A gateway that does not compare the signatures of some requests. */
function unchecked(summary: string, by: string, here: (ctx: Context) => boolean): EcsFault {
  return [summary, `wire.${by}`, at('authorization', 'wrongSignature', here, accept)];
}
