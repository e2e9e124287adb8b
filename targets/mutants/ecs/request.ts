import type { Context } from '../../reference/ecs/context.ts';
import { refusal } from '../../reference/ecs/outcome.ts';
import { parseSshBlob } from '../../reference/keys/public-key.ts';
import { accept, only } from '../conditions.ts';
import { type EcsMutant, ecsMutantsOf } from '../mutant.ts';
import { creating, deleting, describing, importing, MAKING, OPERATIONS } from './conditions.ts';
import { type EcsFault, forEach, putMadeUp } from './faults.ts';

const bodyOf = (ctx: Context): string => ctx.parameters.get('PublicKeyBody') ?? '';

/** An import that refuses some lines. */
const refuses = (summary: string, by: string, fits: (line: string) => boolean): EcsFault => ({
  summary,
  mustBeKilledBy: `import.${by}`,
  fault: ({ material }) => ({
    material: { read: (ctx) => (fits(bodyOf(ctx)) ? material.malformed(ctx) : material.read(ctx)) },
  }),
});

/** An import that takes material that it should refuse, as some key. */
const takes = (summary: string, by: string, fits: (text: string) => boolean): EcsFault => ({
  summary,
  mustBeKilledBy: `import.${by}`,
  fault: ({ material }) => ({
    material: {
      missing: (ctx) => (fits(bodyOf(ctx)) ? undefined : material.missing(ctx)),
      read: (ctx) =>
        fits(bodyOf(ctx)) ? { algorithm: 'ssh-rsa', blob: Buffer.from(bodyOf(ctx)) } : material.read(ctx),
    },
  }),
});

const bitsOf = (line: string): number => {
  const key = parseSshBlob(Buffer.from(line.split(/\s+/)[1] ?? '', 'base64'));
  return key?.type === 'rsa' ? key.modulus.length * 8 : 0;
};

/** Faults of imports. */
export const IMPORT_MUTANTS: readonly EcsMutant[] = ecsMutantsOf('import', {
  'no-comment': refuses('a line with a comment is refused', 'line-comment', (text) =>
    /^\S+ \S+ \S/.test(text),
  ),
  'no-newline': refuses('a line with a newline at its end is refused', 'line-newline', (text) =>
    text.endsWith('\n'),
  ),
  'no-1024': refuses('keys of 1,024 bits are refused', 'rsa-1024', (text) => bitsOf(text) === 1024),
  'no-3072': refuses('keys of 3,072 bits are refused', 'rsa-3072', (text) => bitsOf(text) === 3072),
  'no-4096': refuses('keys of 4,096 bits are refused', 'rsa-4096', (text) => bitsOf(text) === 4096),
  'takes-text': takes(
    'any text is taken as a key',
    'text',
    (text) => text !== '' && !text.startsWith('ssh-'),
  ),
  'takes-private-key': takes('a private key is taken', 'private-key', (text) => text.includes('PRIVATE KEY')),
  'takes-empty': takes('empty material is taken', 'empty', (text) => text === ''),
  'takes-unknown-type': {
    summary: 'a line of any type is taken',
    mustBeKilledBy: 'import.unknown-type',
    fault: ({ material }) => ({
      material: { read: (ctx) => material.line(ctx, bodyOf(ctx)) ?? material.malformed(ctx) },
    }),
  },
  'absent-malformed': {
    summary: 'an import without material is refused as malformed',
    mustBeKilledBy: 'import.absent',
    fault: () => ({ material: { missing: accept } }),
  },
  'other-code': {
    summary: 'material that is no key is refused with another code',
    mustBeKilledBy: 'import.text',
    fault: () => ({ material: { malformed: () => refusal('InvalidKey.Format', 'The key is not valid.') } }),
  },
  'status-500': {
    summary: 'a private key is a fault of the server',
    mustBeKilledBy: 'import.private-key',
    fault: ({ material }) => ({
      material: { malformed: (ctx) => ({ ...material.malformed(ctx), status: 500 }) },
    }),
  },
  'refused-yet-kept': {
    summary: 'material that is no key is refused and the name is kept all the same',
    mustBeKilledBy: 'import.text',
    fault: (correct) => ({
      material: {
        malformed(ctx) {
          putMadeUp(correct, ctx, ctx.parameters.get('KeyPairName') ?? '');
          return correct.material.malformed(ctx);
        },
      },
    }),
  },
  'no-created-half': {
    summary: 'the public half of a key pair that was created cannot be imported',
    mustBeKilledBy: 'import.created-half',
    fault: ({ material, store }) => ({
      material: {
        read(ctx) {
          const key = material.read(ctx);
          const known =
            'blob' in key &&
            store.all(ctx).some(({ origin, blob }) => origin === 'created' && blob.equals(key.blob));
          return known ? material.malformed(ctx) : key;
        },
      },
    }),
  },
});

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
