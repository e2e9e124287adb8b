import { refusal } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { creating, deleting, describing, importing } from '../conditions.ts';
import { checksFirst, nameOf } from './faults.ts';

/** Faults in what a dry run looks at before it answers. */
export const DRY_RUN_CHECKS: readonly Mutant[] = mutantsOf('dry-run', {
  'create-checks-duplicate': {
    summary: 'a dry run of create under a taken name is refused as a duplicate',
    mustBeKilledBy: 'dry-run.create.duplicate',
    fault: checksFirst(creating, (ctx, { duplicates }) => duplicates.refuse(ctx, nameOf(ctx))),
  },
  'create-checks-name': {
    summary: 'a dry run of create wants a name',
    mustBeKilledBy: 'dry-run.create.empty-name',
    fault: checksFirst(creating, (ctx, { names }) => names.missing(ctx)),
  },
  'create-checks-key-type': {
    summary: 'a dry run of create checks the key type',
    mustBeKilledBy: 'dry-run.create.bad-key-type',
    fault: checksFirst(creating, (ctx, { types }) => types.refuseKeyType(ctx)),
  },
  'create-checks-key-format': {
    summary: 'a dry run of create checks the key format',
    mustBeKilledBy: 'dry-run.create.bad-key-format',
    fault: checksFirst(creating, (ctx, { types }) => types.refuseKeyFormat(ctx)),
  },
  'import-checks-duplicate': {
    summary: 'a dry run of import under a taken name is refused as a duplicate',
    mustBeKilledBy: 'dry-run.import.duplicate',
    fault: checksFirst(importing, (ctx, { duplicates }) => duplicates.refuse(ctx, nameOf(ctx))),
  },
  'import-checks-material': {
    summary: 'a dry run of import reads the material',
    mustBeKilledBy: 'dry-run.import.bad-material',
    fault: checksFirst(importing, (ctx, { material }) => {
      const read = material.read(ctx);
      return 'kind' in read ? read : undefined;
    }),
  },
  'import-checks-name': {
    summary: 'a dry run of import wants a name',
    mustBeKilledBy: 'dry-run.import.empty-name',
    fault: checksFirst(importing, (ctx, { names }) => names.missing(ctx)),
  },
  'describe-checks-name': {
    summary: 'a dry run of describe looks whether the names exist',
    mustBeKilledBy: 'dry-run.describe.unknown-name',
    fault: checksFirst(describing, (ctx, { describe }) =>
      describe
        .names(ctx)
        .map((name) => describe.unknownName(ctx, name))
        .find((refused) => refused !== undefined),
    ),
  },
  'describe-checks-id': {
    summary: 'a dry run of describe looks whether the ids exist',
    mustBeKilledBy: 'dry-run.describe.malformed-id',
    fault: checksFirst(describing, (ctx, { describe }) =>
      describe
        .ids(ctx)
        .map((id) => describe.unknownId(ctx, id))
        .find((refused) => refused !== undefined),
    ),
  },
  'describe-checks-combination': {
    summary: 'a dry run of describe refuses names and ids together',
    mustBeKilledBy: 'dry-run.describe.name-and-id',
    fault: checksFirst(describing, (ctx, { describe }) => describe.combination(ctx)),
  },
  'delete-checks-name': {
    summary: 'a dry run of delete looks whether the name exists',
    mustBeKilledBy: 'dry-run.delete.unknown-name',
    fault: checksFirst(deleting, (ctx, { store }) =>
      nameOf(ctx) !== '' && store.byName(ctx, nameOf(ctx)) === undefined
        ? refusal('InvalidKeyPair.NotFound', 'The key pair does not exist')
        : undefined,
    ),
  },
  'delete-checks-presence': {
    summary: 'a dry run of delete wants a name or an id',
    mustBeKilledBy: 'dry-run.delete.nothing-named',
    fault: checksFirst(deleting, (ctx, { deletion }) =>
      ctx.parameters.get('KeyName') === undefined ? deletion.nothingGiven(ctx) : undefined,
    ),
  },
  'delete-checks-empty-name': {
    summary: 'a dry run of delete refuses an empty name',
    mustBeKilledBy: 'dry-run.delete.empty-name',
    fault: checksFirst(deleting, (ctx) =>
      ctx.parameters.get('KeyName') === ''
        ? refusal('MissingParameter', 'KeyName must be provided')
        : undefined,
    ),
  },
  'delete-checks-id': {
    summary: 'a dry run of delete looks at the form of the id',
    mustBeKilledBy: 'dry-run.delete.malformed-id',
    fault: checksFirst(deleting, (ctx, { deletion }) => {
      const id = ctx.parameters.get('KeyPairId');
      return id === undefined ? undefined : deletion.malformedId(ctx, id);
    }),
  },
});
