import type { Context } from '../../../targets/ecs/reference/context.ts';
import { refusal } from '../../../targets/ecs/reference/outcome.ts';
import { accept, only } from '../ec2/conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { without } from './answers.ts';
import { creating, deleting, describing, MAKING } from './conditions.ts';
import { type EcsFault, forEach } from './faults.ts';

const bySdk = (ctx: Context): boolean => /AlibabaCloud/i.test(ctx.request.headers['user-agent'] ?? '');

/** A fault in the answers to the official SDK: they are XML, which it did not ask for. */
const xmlForSdk = (by: string, here: (ctx: Context) => boolean): EcsFault => ({
  summary: `the official SDK is answered in a text that it cannot read (${by})`,
  mustBeKilledBy: `client.${by}`,
  fault: ({ http }) => ({
    http: {
      body: (ctx, outcome) => (bySdk(ctx) && here(ctx) ? Buffer.from('<Answer/>') : http.body(ctx, outcome)),
    },
  }),
});

/** Faults that only users of the official SDK meet. */
export const CLIENT_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('client', {
  ...forEach(MAKING, (operation, here) => ({
    'unreadable-for-the-sdk': xmlForSdk(`${operation}.plain`, here),
    'tags-of-the-sdk-lost': {
      summary: `${operation} by the official SDK loses its tags`,
      mustBeKilledBy: `client.${operation}.tags`,
      fault: ({ tags }) => ({
        tags: {
          stored: only(
            (ctx) => here(ctx) && bySdk(ctx),
            () => [],
            tags.stored,
          ),
        },
      }),
    },
  })),
  'describe-unreadable': xmlForSdk('describe.one', describing),
  'describe-public-key': xmlForSdk(
    'describe.public-key',
    (ctx) => describing(ctx) && ctx.parameters.get('IncludePublicKey') === 'true',
  ),
  'describe-tags': xmlForSdk('describe.tags', describing),
  'name-of-the-sdk': {
    summary: 'names from the official SDK are kept in lower case',
    mustBeKilledBy: 'client.create.alphabet',
    fault: ({ names }) => ({
      names: { stored: only(bySdk, (_ctx, name) => name.toLowerCase(), names.stored) },
    }),
  },
  'delete-of-the-sdk': {
    summary: 'a delete by the official SDK removes nothing',
    mustBeKilledBy: 'client.delete.existing',
    fault: ({ deletion }) => ({
      deletion: {
        targets: only(
          (ctx) => deleting(ctx) && bySdk(ctx),
          () => [],
          deletion.targets,
        ),
      },
    }),
  },
  'duplicate-for-the-sdk': {
    summary: 'the official SDK may take a taken name',
    mustBeKilledBy: 'client.create.duplicate',
    fault: ({ duplicates }) => ({ duplicates: { refuse: only(bySdk, accept, duplicates.refuse) } }),
  },
  'refusal-without-request-id': {
    summary: 'refusals to the official SDK have no request id',
    mustBeKilledBy: 'client.create.request-id',
    fault: ({ format }) => ({
      format: {
        refusalFields: only(
          bySdk,
          (ctx, fields) => without('RequestId')(format.refusalFields(ctx, fields)),
          format.refusalFields,
        ),
      },
    }),
  },
  'refusal-unreadable': xmlForSdk('create.request-id', creating),
  'material-for-the-sdk': {
    summary: 'material that is no key is a fault of the server for the official SDK',
    mustBeKilledBy: 'client.import.bad-material',
    fault: ({ material }) => ({
      material: {
        malformed: only(
          bySdk,
          () => refusal('InternalError', 'The request failed.', 500),
          material.malformed,
        ),
      },
    }),
  },
});
