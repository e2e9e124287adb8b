import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { idIn, nameIn } from './faults.ts';

/** Faults in deletes by name and id together. */
export const DELETE_NAME_AND_ID: readonly Mutant[] = mutantsOf('delete', {
  'name-wins': {
    summary: 'of a name and an id of different key pairs the name wins',
    mustBeKilledBy: 'delete.delete.name-and-other-id',
    fault: ({ deletion, store }) => ({
      deletion: { target: (ctx) => store.byName(ctx, nameIn(ctx) ?? '') ?? deletion.target(ctx) },
    }),
  },
  'name-and-id-refused': {
    summary: 'delete refuses a name and an id together',
    mustBeKilledBy: 'delete.delete.name-and-id',
    fault: ({ deletion }) => ({
      deletion: {
        nothingGiven: (ctx) =>
          nameIn(ctx) !== undefined && idIn(ctx) !== undefined
            ? refusal('InvalidParameterCombination', 'Give a name or an id')
            : deletion.nothingGiven(ctx),
      },
    }),
  },
  'name-and-id-both-removed': {
    summary: 'a delete with a name and another id removes both key pairs',
    mustBeKilledBy: 'delete.delete.name-and-other-id',
    fault: ({ deletion, store }) => ({
      deletion: {
        remove: (ctx, pair) => {
          const named = store.byName(ctx, nameIn(ctx) ?? '');
          deletion.remove(ctx, pair);
          if (named !== undefined) deletion.remove(ctx, named);
        },
      },
    }),
  },
});
