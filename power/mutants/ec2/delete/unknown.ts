import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { accept } from '../conditions.ts';
import { rememberingRemoval } from '../faults/removed.ts';
import { idIn, nameIn } from './faults.ts';

/** Faults in deletes of what is not there. */
export const DELETE_UNKNOWN: readonly Mutant[] = mutantsOf('delete', {
  'unknown-name-refused': {
    summary: 'delete of an unknown name is refused as not found',
    mustBeKilledBy: 'delete.delete.unknown-name',
    source: 'https://github.com/cloud-barista/cb-spider/issues/37',
    fault: ({ store }) => ({
      deletion: {
        unknownName: (ctx, name) =>
          store.byName(ctx, name) === undefined
            ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
            : undefined,
      },
    }),
  },
  'unknown-name-false': {
    summary: 'delete of an unknown name answers `false`',
    mustBeKilledBy: 'delete.delete.unknown-name',
    fault: () => ({ deletion: { returned: (_ctx, pair) => pair !== undefined } }),
  },
  'second-delete-refused': {
    summary: 'the second delete of a name is refused as not found',
    mustBeKilledBy: 'delete.delete.name-twice',
    fault: ({ store }) => {
      const gone = new Set<string>();
      return {
        deletion: {
          remove: (ctx, pair) => {
            gone.add(pair.name);
            store.remove(ctx, pair);
          },
          unknownName: (ctx, name) =>
            gone.has(name) && store.byName(ctx, name) === undefined
              ? refusal('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
              : undefined,
        },
      };
    },
  },
  'deleted-id-refused': {
    summary: 'delete by the id of a removed key pair is refused',
    mustBeKilledBy: 'delete.delete.deleted-id',
    fault: ({ store }) => ({
      deletion: {
        neverExisted: (ctx, id) =>
          store.byId(ctx, id) === undefined
            ? refusal('InvalidParameterValue', `Invalid value '${id}' for keyPairId.`)
            : undefined,
      },
    }),
  },
  'former-id-follows-name': {
    summary: 'delete by the id of a removed key pair removes the new one of its name',
    mustBeKilledBy: 'delete.delete.id-of-former-name',
    fault: (correct) => {
      const { deletion, store } = correct;
      const { names, remove } = rememberingRemoval(correct);
      const target: typeof deletion.target = (ctx) =>
        deletion.target(ctx) ?? store.byName(ctx, names.get(idIn(ctx) ?? '') ?? '');
      return { deletion: { remove, target } };
    },
  },
  'never-existed-accepted': {
    summary: 'delete by an id that never was one is accepted',
    mustBeKilledBy: 'delete.delete.never-existed-id',
    fault: () => ({ deletion: { neverExisted: accept } }),
  },
  'malformed-id-accepted': {
    summary: 'delete by a text that is no id is accepted',
    mustBeKilledBy: 'delete.delete.malformed-id',
    fault: () => ({ deletion: { malformedId: accept, neverExisted: accept } }),
  },
  'malformed-id-code': {
    summary: 'delete by a text that is no id is refused as a malformed key pair id',
    mustBeKilledBy: 'delete.delete.malformed-id',
    fault: ({ deletion }) => ({
      deletion: {
        malformedId: (ctx, id) =>
          deletion.malformedId(ctx, id) && refusal('InvalidKeyPairID.Malformed', `Invalid id: ${id}`),
      },
    }),
  },
  'malformed-id-passed-over': {
    summary: 'a malformed id beside a name is passed over',
    mustBeKilledBy: 'delete.delete.name-and-malformed-id',
    fault: ({ deletion, identifiers, store }) => ({
      deletion: {
        malformedId: (ctx, id) => (nameIn(ctx) === undefined ? deletion.malformedId(ctx, id) : undefined),
        neverExisted: (ctx, id) =>
          identifiers.isKeyPairId(ctx, id) ? deletion.neverExisted(ctx, id) : undefined,
        target: (ctx) => deletion.target(ctx) ?? store.byName(ctx, nameIn(ctx) ?? ''),
      },
    }),
  },
  'nothing-named-accepted': {
    summary: 'delete with neither name nor id is accepted',
    mustBeKilledBy: 'delete.delete.nothing-named',
    fault: () => ({ deletion: { nothingGiven: accept } }),
  },
  'nothing-named-deletes-all': {
    summary: 'delete with neither name nor id is refused rightly and empties the region',
    mustBeKilledBy: 'delete.delete.nothing-named',
    fault: ({ deletion }) => ({
      deletion: {
        nothingGiven: (ctx) => {
          const refused = deletion.nothingGiven(ctx);
          const nothing = refused !== undefined && ctx.parameters.get('KeyName') === undefined;
          if (nothing) for (const pair of ctx.store.all()) deletion.remove(ctx, pair);
          return refused;
        },
      },
    }),
  },
  'empty-name-deletes-first': {
    summary: 'delete with an empty name removes some key pair',
    mustBeKilledBy: 'delete.delete.empty-name',
    fault: ({ deletion }) => ({
      deletion: {
        nothingGiven: (ctx) =>
          ctx.parameters.get('KeyName') === '' ? undefined : deletion.nothingGiven(ctx),
        target: (ctx) => (ctx.parameters.get('KeyName') === '' ? ctx.store.all()[0] : deletion.target(ctx)),
      },
    }),
  },
});
