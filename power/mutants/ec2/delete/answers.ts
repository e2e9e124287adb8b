import { type Mutant, mutantsOf } from '../../mutant.ts';
import { acrossRegions } from '../faults/regions.ts';
import { idIn, nameIn } from './faults.ts';

/** Faults in what a delete says, and in the regions it reaches. */
export const DELETE_ANSWERS: readonly Mutant[] = mutantsOf('delete', {
  'no-id-answered': {
    summary: 'the answer to a delete by name lacks the id',
    mustBeKilledBy: 'delete.delete.answers-id',
    source: 'https://github.com/floci-io/floci/pull/3727',
    fault: ({ deletion }) => ({
      deletion: {
        answeredId: (ctx, pair) => (idIn(ctx) === undefined ? undefined : deletion.answeredId(ctx, pair)),
      },
    }),
  },
  'no-id-answered-by-id': {
    summary: 'the answer to a delete by id lacks the id',
    mustBeKilledBy: 'delete.delete.answers-id-by-id',
    fault: ({ deletion }) => ({
      deletion: {
        answeredId: (ctx, pair) => (idIn(ctx) === undefined ? deletion.answeredId(ctx, pair) : undefined),
      },
    }),
  },
  'id-echoed': {
    summary: 'a delete by the id of a removed key pair tells that id',
    mustBeKilledBy: 'delete.delete.deleted-id',
    fault: ({ deletion }) => ({
      deletion: { answeredId: (ctx, pair) => deletion.answeredId(ctx, pair) ?? idIn(ctx) },
    }),
  },
  'id-invented': {
    summary: 'a delete of an unknown name tells some id',
    mustBeKilledBy: 'delete.delete.unknown-name',
    fault: ({ deletion, identifiers }) => ({
      deletion: { answeredId: (ctx, pair) => deletion.answeredId(ctx, pair) ?? identifiers.keyPairId(ctx) },
    }),
  },
  'answers-false': {
    summary: 'a delete by id removes the key pair and answers `false`',
    mustBeKilledBy: 'delete.delete.acknowledged-by-id',
    fault: () => ({ deletion: { returned: (ctx) => idIn(ctx) === undefined } }),
  },
  'answers-false-by-name': {
    summary: 'a delete by name removes the key pair and answers `false`',
    mustBeKilledBy: 'delete.delete.acknowledged',
    fault: () => ({ deletion: { returned: (ctx, pair) => idIn(ctx) !== undefined || pair === undefined } }),
  },
  'every-region': {
    summary: 'delete removes the key pair of that name in every region',
    mustBeKilledBy: 'delete.delete.other-region',
    fault: acrossRegions((others) => ({ deletion, store }) => ({
      deletion: {
        remove: (ctx, pair) => {
          deletion.remove(ctx, pair);
          for (const other of others(ctx)) {
            const twin = store.byName(other, pair.name);
            if (twin !== undefined) deletion.remove(other, twin);
          }
        },
      },
    })),
  },
  'any-region': {
    summary: 'delete looks in other regions when its own has no such name',
    mustBeKilledBy: 'delete.delete.only-in-other-region',
    fault: acrossRegions((others) => ({ deletion, store }) => ({
      deletion: {
        target: (ctx) => {
          const own = deletion.target(ctx);
          const name = nameIn(ctx);
          if (own !== undefined || name === undefined || idIn(ctx) !== undefined) return own;
          for (const other of others(ctx)) {
            const pair = store.byName(other, name);
            if (pair !== undefined) other.store.remove(pair.id);
          }
          return undefined;
        },
      },
    })),
  },
  'ids-of-every-region': {
    summary: 'delete by id reaches into other regions',
    mustBeKilledBy: 'delete.delete.id-of-other-region',
    fault: acrossRegions((others) => ({ deletion }) => ({
      deletion: {
        neverExisted: (ctx, id) => {
          for (const other of others(ctx)) other.store.remove(id);
          return deletion.neverExisted(ctx, id);
        },
      },
    })),
  },
});
