import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing, only } from '../conditions.ts';
import { DUPLICATE } from '../faults/refusals.ts';
import { actsSilently, ignored, nameOf, presenceIsTrue } from './faults.ts';

/** Faults in what a dry run does and leaves behind. */
export const DRY_RUN_EFFECTS: readonly Mutant[] = mutantsOf('dry-run', {
  'create-ignored': {
    summary: 'create ignores the dry-run flag',
    mustBeKilledBy: 'dry-run.create.permitted',
    fault: ignored(creating),
  },
  'import-ignored': {
    summary: 'import ignores the dry-run flag',
    mustBeKilledBy: 'dry-run.import.permitted',
    fault: ignored(importing),
  },
  'describe-ignored': {
    summary: 'describe ignores the dry-run flag',
    mustBeKilledBy: 'dry-run.describe.permitted',
    fault: ignored(describing),
  },
  'delete-ignored': {
    summary: 'delete ignores the dry-run flag and deletes',
    mustBeKilledBy: 'dry-run.delete.permitted',
    fault: ignored(deleting),
  },
  'create-acts': {
    summary: 'a dry run of create says so, and creates',
    mustBeKilledBy: 'dry-run.create.permitted',
    fault: actsSilently(creating),
  },
  'import-acts': {
    summary: 'a dry run of import says so, and imports',
    mustBeKilledBy: 'dry-run.import.permitted',
    fault: actsSilently(importing),
  },
  'delete-acts': {
    summary: 'a dry run of delete says so, and deletes',
    mustBeKilledBy: 'dry-run.delete.permitted',
    fault: actsSilently(deleting),
  },
  'delete-by-id-acts': {
    summary: 'a dry run of delete by id says so, and deletes',
    mustBeKilledBy: 'dry-run.delete.by-id',
    fault: actsSilently((ctx) => deleting(ctx) && ctx.parameters.get('KeyPairId') !== undefined),
  },
  'create-reserves-name': {
    summary: 'a dry run of create takes the name away from the real call',
    mustBeKilledBy: 'dry-run.create.then-real',
    fault: ({ dryRun, duplicates }) => {
      const reserved = new Set<string>();
      return {
        dryRun: {
          answer: only(
            creating,
            (ctx, prepare) => {
              reserved.add(nameOf(ctx));
              return dryRun.answer(ctx, prepare);
            },
            dryRun.answer,
          ),
        },
        duplicates: {
          refuse: (ctx, name) => (reserved.has(name) ? DUPLICATE : duplicates.refuse(ctx, name)),
        },
      };
    },
  },
  'import-rehearsal-sticks': {
    summary: 'after a dry run of import, the real import of that name is a dry run too',
    mustBeKilledBy: 'dry-run.import.then-real',
    fault: ({ dryRun }) => {
      const rehearsed = new Set<string>();
      return {
        dryRun: {
          requested: only(
            importing,
            (ctx) => {
              if (dryRun.requested(ctx)) rehearsed.add(nameOf(ctx));
              return rehearsed.has(nameOf(ctx));
            },
            dryRun.requested,
          ),
        },
      };
    },
  },
  'delete-rehearsal-protects': {
    summary: 'after a dry run of delete the key pair can no longer be deleted',
    mustBeKilledBy: 'dry-run.delete.then-real',
    fault: ({ dryRun, deletion }) => {
      const rehearsed = new Set<string>();
      return {
        dryRun: {
          answer: only(
            deleting,
            (ctx, prepare) => {
              rehearsed.add(nameOf(ctx));
              return dryRun.answer(ctx, prepare);
            },
            dryRun.answer,
          ),
        },
        deletion: {
          remove: (ctx, pair) => {
            if (!rehearsed.has(pair.name)) deletion.remove(ctx, pair);
          },
        },
      };
    },
  },
  'describe-rehearsal-hides': {
    summary: 'after a dry run of describe the named key pair is not found',
    mustBeKilledBy: 'dry-run.describe.then-real',
    fault: ({ dryRun, describe }) => {
      const rehearsed = new Set<string>();
      return {
        dryRun: {
          answer: only(
            describing,
            (ctx, prepare) => {
              for (const name of describe.names(ctx)) rehearsed.add(name);
              return dryRun.answer(ctx, prepare);
            },
            dryRun.answer,
          ),
        },
        describe: {
          selected: (ctx) => describe.selected(ctx).filter(({ name }) => !rehearsed.has(name)),
        },
      };
    },
  },
  'create-false-is-true': {
    summary: 'create takes the mere presence of the dry-run flag for true',
    mustBeKilledBy: 'dry-run.create.false',
    fault: presenceIsTrue(creating),
  },
  'import-false-is-true': {
    summary: 'import takes the mere presence of the dry-run flag for true',
    mustBeKilledBy: 'dry-run.import.false',
    fault: presenceIsTrue(importing),
  },
  'describe-false-is-true': {
    summary: 'describe takes the mere presence of the dry-run flag for true',
    mustBeKilledBy: 'dry-run.describe.false',
    fault: presenceIsTrue(describing),
  },
  'delete-false-is-true': {
    summary: 'delete takes the mere presence of the dry-run flag for true',
    mustBeKilledBy: 'dry-run.delete.false',
    fault: presenceIsTrue(deleting),
  },
  'status-400': {
    summary: 'the dry-run refusal has HTTP status 400',
    mustBeKilledBy: 'dry-run.create.permitted',
    fault: ({ dryRun }) => ({ dryRun: { refusal: (ctx) => ({ ...dryRun.refusal(ctx), status: 400 }) } }),
  },
  'import-success': {
    summary: 'a dry run of import answers with an empty success',
    mustBeKilledBy: 'dry-run.import.permitted',
    fault: ({ dryRun }) => ({
      dryRun: {
        answer: only(importing, () => Promise.resolve({ kind: 'success', fields: [] }), dryRun.answer),
      },
    }),
  },
});
