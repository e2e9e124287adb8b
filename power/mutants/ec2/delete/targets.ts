import type { Context } from '../../../../targets/ec2/reference/context.ts';
import { wildcardMatcher } from '../../../../targets/ec2/reference/wildcard.ts';
import type { KeyPair } from '../../../../targets/reference/store.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { byName, idIn } from './faults.ts';

/** Faults in which key pair a delete removes. */
export const DELETE_TARGETS: readonly Mutant[] = mutantsOf('delete', {
  'id-ignored': {
    summary: 'delete by id answers `true` and deletes nothing',
    mustBeKilledBy: 'delete.delete.by-id',
    source: 'https://github.com/floci-io/floci/issues/2185',
    fault: ({ deletion }) => ({
      deletion: { target: (ctx) => (idIn(ctx) === undefined ? deletion.target(ctx) : undefined) },
    }),
  },
  'created-name-stays': {
    summary: 'delete by name does not remove created key pairs',
    mustBeKilledBy: 'delete.delete.created-by-name',
    fault: ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          if (pair.origin !== 'created' || idIn(ctx) !== undefined) deletion.remove(ctx, pair);
        },
      },
    }),
  },
  'created-id-stays': {
    summary: 'delete by id does not remove created key pairs',
    mustBeKilledBy: 'delete.delete.created-by-id',
    fault: ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          if (pair.origin !== 'created' || idIn(ctx) === undefined) deletion.remove(ctx, pair);
        },
      },
    }),
  },
  'by-fingerprint': {
    summary: 'delete by name removes the newest key pair with the same public key',
    mustBeKilledBy: 'delete.delete.one-of-one-key',
    fault: ({ deletion }) => ({
      deletion: {
        target: (ctx) => {
          const pair = deletion.target(ctx);
          return pair && ctx.store.all().findLast(({ fingerprint }) => fingerprint === pair.fingerprint);
        },
      },
    }),
  },
  'by-beginning': {
    summary: 'delete by name takes the beginning of a name for the name',
    mustBeKilledBy: 'delete.delete.part-of-name',
    fault: byName((ctx, name) => ctx.store.all().find((pair) => pair.name.startsWith(name))),
  },
  'by-pattern': {
    summary: 'delete by name takes the name for a pattern',
    mustBeKilledBy: 'delete.delete.name-is-no-pattern',
    fault: byName((ctx, name) => ctx.store.all().find((pair) => wildcardMatcher(name)(pair.name))),
  },
  'longer-names-too': {
    summary: 'delete by name also removes key pairs whose names begin with that name',
    mustBeKilledBy: 'delete.delete.by-name',
    fault: ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          const longer = ctx.store
            .all()
            .filter(({ name }) => name.startsWith(pair.name) && name !== pair.name);
          for (const one of [pair, ...longer]) deletion.remove(ctx, one);
        },
      },
    }),
  },
  'case-folded': {
    summary: 'delete by name does not look at upper and lower case',
    mustBeKilledBy: 'delete.delete.name-in-other-case',
    fault: byName((ctx, name) =>
      ctx.store.all().find((pair) => pair.name.toLowerCase() === name.toLowerCase()),
    ),
  },
  'name-may-be-id': {
    summary: 'delete takes an id in the place of the name',
    mustBeKilledBy: 'delete.delete.id-as-name',
    fault: byName((ctx, name) => ctx.behaviours.store.byName(ctx, name) ?? ctx.store.byId(name)),
  },
  'id-may-be-name': {
    summary: 'delete takes a name in the place of the id',
    mustBeKilledBy: 'delete.delete.name-as-id',
    fault: ({ deletion, store }) => ({
      deletion: {
        malformedId: (ctx, id) =>
          store.byName(ctx, id) === undefined ? deletion.malformedId(ctx, id) : undefined,
        neverExisted: (ctx, id) =>
          store.byName(ctx, id) === undefined ? deletion.neverExisted(ctx, id) : undefined,
        target: (ctx) => store.byName(ctx, idIn(ctx) ?? '') ?? deletion.target(ctx),
      },
    }),
  },
  'id-by-first-digits': {
    summary: 'delete by id compares the first eight digits, as many as ids of EC2 once had',
    mustBeKilledBy: 'delete.delete.near-id',
    fault: ({ deletion }) => {
      const find = (ctx: Context): KeyPair | undefined => {
        const beginning = idIn(ctx)?.slice(0, 'key-'.length + 8);
        return beginning === undefined
          ? undefined
          : ctx.store.all().find(({ id }) => id.startsWith(beginning));
      };
      return {
        deletion: {
          neverExisted: (ctx, id) => (find(ctx) === undefined ? deletion.neverExisted(ctx, id) : undefined),
          target: (ctx) => deletion.target(ctx) ?? find(ctx),
        },
      };
    },
  },
});
