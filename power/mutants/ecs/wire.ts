import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { creating, deleting, describing, importing, OPERATIONS } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

const isV2 = (ctx: Context): boolean => ctx.credential?.kind === 'v2';
const isGet = (ctx: Context): boolean => ctx.request.method === 'GET';
const inBody = (ctx: Context): boolean => !isGet(ctx) && !ctx.request.query.includes('RegionId=');

/** A gateway that refuses requests which are sent in some way. */
const refusesSent = (
  summary: string,
  by: string,
  here: (ctx: Context) => boolean,
  sent: (ctx: Context) => boolean,
): EcsFault => ({
  summary,
  mustBeKilledBy: `wire.${by}`,
  fault: ({ protocol }) => ({
    protocol: {
      method: (ctx) =>
        here(ctx) && sent(ctx)
          ? refusal('UnsupportedHTTPMethod', 'This http method is not supported.')
          : protocol.method(ctx),
    },
  }),
});

/** Faults of the gateway. */
export const WIRE_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('wire', {
  ...forEach(OPERATIONS, (operation, here) => ({
    'no-get': refusesSent(`${operation} by GET is refused`, `${operation}.get-query`, here, isGet),
    'no-body': refusesSent(
      `${operation} with a form body is refused`,
      `${operation}.post-body`,
      here,
      inBody,
    ),
  })),
  'create-no-v2': refusesSent(
    'create with a signature of version 1.0 is refused',
    'create.v2-query',
    creating,
    isV2,
  ),
  'import-no-v2': refusesSent(
    'import with a signature of version 1.0 is refused',
    'import.v2-body',
    importing,
    isV2,
  ),
  'import-no-v2-by-get': refusesSent(
    'import by GET with a signature of version 1.0 is refused',
    'import.v2-query',
    importing,
    (ctx) => isV2(ctx) && isGet(ctx),
  ),
  'delete-no-v2': refusesSent(
    'delete with a signature of version 1.0 is refused',
    'delete.v2-query',
    deleting,
    isV2,
  ),
  'create-v2-by-post-in-body-only': refusesSent(
    'create by POST with a signature of version 1.0 is refused unless its parameters are in the body',
    'create.post-query',
    creating,
    (ctx) => isV2(ctx) && !isGet(ctx) && !inBody(ctx),
  ),
  'describe-no-v2': refusesSent(
    'describe with a signature of version 1.0 is refused',
    'describe.v2-query',
    describing,
    isV2,
  ),
  'dry-run-refused': refusesSent(
    'a parameter that nobody declares is refused',
    'create.unknown-parameter',
    creating,
    (ctx) => ctx.parameters.names().includes('DryRun'),
  ),
  'unknown-access-key': unsigned('any access key is taken', 'create.unknown-access-key', 'unknownAccessKey'),
  'wrong-secret': unchecked('the signatures of creates are not compared', 'create.wrong-secret', creating),
  altered: unchecked('the signatures of imports are not compared', 'import.altered', importing),
  expired: unsigned('the time of a request is not looked at', 'create.expired', 'wrongTime'),
  'expired-after-a-week': {
    summary: 'a request may be a week old',
    mustBeKilledBy: 'wire.create.expired',
    fault: () => ({ authorization: { clockSkewSeconds: () => 604_800 } }),
  },
  'unknown-access-key-403': {
    summary: 'an unknown access key is refused with the status 403',
    mustBeKilledBy: 'wire.create.unknown-access-key',
    fault: ({ authorization }) => ({
      authorization: {
        unknownAccessKey(ctx, credential) {
          const refused = authorization.unknownAccessKey(ctx, credential);
          return refused && { ...refused, status: 403 };
        },
      },
    }),
  },
  'no-credentials': {
    summary: 'a request without credentials is taken',
    mustBeKilledBy: 'wire.create.no-credentials',
    fault: ({ authorization }) => ({
      authorization: {
        missing: (ctx) => (ctx.credential === undefined ? undefined : authorization.missing(ctx)),
      },
    }),
  },
  'unknown-action-400': {
    summary: 'an unknown action is refused with the status 400',
    mustBeKilledBy: 'wire.create.unknown-action',
    fault: ({ protocol }) => ({
      protocol: { unknownAction: (ctx) => ({ ...protocol.unknownAction(ctx), status: 400 }) },
    }),
  },
  'any-version': {
    summary: 'every version is taken',
    mustBeKilledBy: 'wire.create.unknown-version',
    fault: () => ({ protocol: { version: accept } }),
  },
  'no-region': {
    summary: 'a request without a region is taken',
    mustBeKilledBy: 'wire.create.missing-region',
    fault: ({ regions }) => ({
      regions: {
        missing: accept,
        unknown: (ctx) => (ctx.region === '' ? undefined : regions.unknown(ctx)),
      },
    }),
  },
  'any-method': {
    summary: 'PUT and DELETE work as POST does',
    mustBeKilledBy: 'wire.import.other-method',
    fault: () => ({ protocol: { method: accept } }),
  },
  'poisoned-by-a-refusal': {
    summary: 'after a refused call a describe is a fault of the server',
    mustBeKilledBy: 'wire.describe.afterwards',
    fault: ({ http, describe }) => {
      let refused = false;
      return {
        http: {
          status(ctx, outcome) {
            refused ||= outcome.kind === 'refusal';
            return http.status(ctx, outcome);
          },
        },
        describe: {
          refuse: (ctx) =>
            refused ? refusal('InternalError', 'The request failed.', 500) : describe.refuse(ctx),
        },
      };
    },
  },
  'tags-in-order': {
    summary: 'of a tag whose value comes before its key the value is lost',
    mustBeKilledBy: 'wire.import.reversed',
    fault: ({ tags }) => ({
      tags: {
        stored(ctx) {
          const names = ctx.parameters.names();
          return tags.stored(ctx).map((tag, index) => {
            const [key, value] = ['Key', 'Value'].map((part) => names.indexOf(`Tag.${index + 1}.${part}`));
            return (value ?? 0) < (key ?? 0) ? { ...tag, value: '' } : tag;
          });
        },
      },
    }),
  },
  'latin-1': {
    summary: 'tags are read as Latin-1',
    mustBeKilledBy: 'wire.import.unicode',
    fault: ({ tags }) => ({
      tags: {
        stored: (ctx) =>
          tags.stored(ctx).map(({ key, value }) => ({ key, value: Buffer.from(value).toString('latin1') })),
      },
    }),
  },
});

function unsigned(summary: string, by: string, check: 'unknownAccessKey' | 'wrongTime'): EcsFault {
  return {
    summary,
    mustBeKilledBy: `wire.${by}`,
    fault: () => ({ authorization: { [check]: accept } }),
  };
}

/** A gateway that does not compare the signatures of some requests. */
function unchecked(summary: string, by: string, here: (ctx: Context) => boolean): EcsFault {
  return {
    summary,
    mustBeKilledBy: `wire.${by}`,
    fault: ({ authorization }) => ({
      authorization: { wrongSignature: only(here, accept, authorization.wrongSignature) },
    }),
  };
}
