import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';

/** Faults in lookups by id. */
export const DESCRIBE_IDS: readonly Mutant[] = mutantsOf('describe', {
  'unknown-id-empty': {
    summary: 'a describe of an unknown id is an empty list',
    mustBeKilledBy: 'describe.describe.unknown-id',
    fault: () => ({ describe: { unknownId: accept } }),
  },
  'unknown-id-not-found': {
    summary: 'a describe of an unknown id is refused as not found',
    mustBeKilledBy: 'describe.describe.unknown-id',
    source: 'https://github.com/floci-io/floci/pull/1932',
    fault: ({ describe, identifiers }) => ({
      describe: {
        unknownId: (ctx, id) => {
          const refused = describe.unknownId(ctx, id);
          return refused && identifiers.isKeyPairId(ctx, id)
            ? refusal('InvalidKeyPair.NotFound', `The key pair '${id}' does not exist`)
            : refused;
        },
      },
    }),
  },
  'unknown-id-passed-over': {
    summary: 'an unknown id beside a known one is passed over',
    mustBeKilledBy: 'describe.describe.known-and-unknown-id',
    fault: ({ describe }) => ({
      describe: {
        unknownId: (ctx, id) => (describe.ids(ctx).length > 1 ? undefined : describe.unknownId(ctx, id)),
      },
    }),
  },
  'deleted-id-empty': {
    summary: 'a describe of the id of a deleted key pair is an empty list',
    mustBeKilledBy: 'describe.describe.deleted-id',
    fault: ({ describe }) => ({
      describe: {
        unknownId: (ctx, id) => (ctx.store.wasRemoved(id) ? undefined : describe.unknownId(ctx, id)),
      },
    }),
  },
  'malformed-id-code': {
    summary: 'a malformed id is refused with a code of its own',
    mustBeKilledBy: 'describe.describe.malformed-id',
    fault: ({ describe, identifiers }) => ({
      describe: {
        unknownId: (ctx, id) =>
          identifiers.isKeyPairId(ctx, id)
            ? describe.unknownId(ctx, id)
            : refusal('InvalidKeyPairID.Malformed', `Invalid id: '${id}'`),
      },
    }),
  },
  'malformed-id-ignored': {
    summary: 'a malformed id is passed over, and everything is shown',
    mustBeKilledBy: 'describe.describe.short-id',
    fault: ({ describe, identifiers }) => ({
      describe: { ids: (ctx) => describe.ids(ctx).filter((id) => identifiers.isKeyPairId(ctx, id)) },
    }),
  },
  'id-may-be-name': {
    summary: 'a describe takes a name in the place of an id',
    mustBeKilledBy: 'describe.describe.name-as-id',
    fault: ({ describe, store }) => ({
      describe: { ids: (ctx) => describe.ids(ctx).map((id) => store.byName(ctx, id)?.id ?? id) },
    }),
  },
  'name-may-be-id': {
    summary: 'a describe takes an id in the place of a name',
    mustBeKilledBy: 'describe.describe.id-as-name',
    fault: ({ describe, store }) => ({
      describe: { names: (ctx) => describe.names(ctx).map((name) => store.byId(ctx, name)?.name ?? name) },
    }),
  },
});
