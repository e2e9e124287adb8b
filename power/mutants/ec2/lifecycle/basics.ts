import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, importing, only } from '../conditions.ts';

/** Faults in whether an action works at all. */
export const LIFECYCLE_BASICS: readonly Mutant[] = mutantsOf('lifecycle', {
  // Who says that there is no such action says the truth; that is a lack of coverage and no fault.
  'create-forbidden': {
    summary: 'nobody may create',
    mustBeKilledBy: 'lifecycle.create.works',
    fault: ({ authorization }) => ({
      authorization: {
        authorize: only(
          creating,
          () => refusal('UnauthorizedOperation', 'Not yours'),
          authorization.authorize,
        ),
      },
    }),
  },
  'import-forbidden': {
    summary: 'nobody may import',
    mustBeKilledBy: 'lifecycle.import.works',
    fault: ({ authorization }) => ({
      authorization: {
        authorize: only(
          importing,
          () => refusal('UnauthorizedOperation', 'Not yours'),
          authorization.authorize,
        ),
      },
    }),
  },
  'import-answers-other-name': {
    summary: 'import answers with a name of its own',
    mustBeKilledBy: 'lifecycle.import.works',
    fault: ({ responses }) => ({
      responses: {
        imported: (ctx, pair) => responses.imported(ctx, { ...pair, name: `imported-${pair.name}` }),
      },
    }),
  },
  'describe-nothing': {
    summary: 'a describe is always empty',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: () => ({ describe: { answered: () => [] } }),
  },
  'describe-first-only': {
    summary: 'a describe by name shows the oldest key pair, whatever the name',
    mustBeKilledBy: 'lifecycle.describe.works',
    fault: ({ describe }) => ({
      describe: {
        selected: (ctx) =>
          describe.names(ctx).length === 0 ? describe.selected(ctx) : ctx.store.all().slice(0, 1),
      },
    }),
  },
  'delete-says-true': {
    summary: 'delete by name answers `true` and deletes nothing',
    mustBeKilledBy: 'lifecycle.delete.works',
    source: 'https://github.com/floci-io/floci/issues/2185',
    fault: () => ({ deletion: { remove: () => undefined } }),
  },
  'delete-all': {
    summary: 'delete removes every key pair of the region',
    mustBeKilledBy: 'lifecycle.delete.works',
    fault: ({ deletion }) => ({
      deletion: {
        remove: (ctx) => {
          for (const pair of ctx.store.all()) deletion.remove(ctx, pair);
        },
      },
    }),
  },
  'delete-latest': {
    summary: 'delete removes the key pair that was made last',
    mustBeKilledBy: 'lifecycle.delete.works',
    fault: ({ deletion }) => ({
      deletion: {
        target: (ctx) => (deletion.target(ctx) === undefined ? undefined : ctx.store.all().at(-1)),
      },
    }),
  },
});
