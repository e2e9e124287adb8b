import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Refusal, refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { Mutant } from '../mutant.ts';
import { DUPLICATE } from './faults.ts';
import {
  always,
  at,
  type Condition,
  creating,
  deleting,
  describing,
  importing,
  perServer,
  table,
  together,
} from './table.ts';

/** A dry run of these actions does the work, as if the flag were not there. */
export function ignored(condition: Condition): Mutant['fault'] {
  return at('dryRun', 'requested', condition, () => false);
}

/** A dry run of these actions does the work and then gives the right answer. */
export function actsSilently(condition: Condition): Mutant['fault'] {
  return at('dryRun', 'answer', condition, async (right, ctx, prepare) => {
    const prepared = prepare();
    if (prepared.kind === 'prepared') await prepared.perform();
    return right(ctx, prepare);
  });
}

/** A dry run of these actions checks these parameters before it answers. */
export function checksFirst(
  condition: Condition,
  check: (ctx: Context, correct: Behaviours) => Refusal | undefined,
): Mutant['fault'] {
  return perServer((correct) =>
    at(
      'dryRun',
      'answer',
      condition,
      async (right, ctx, prepare) => check(ctx, correct) ?? right(ctx, prepare),
    ),
  );
}

/** The mere presence of the flag counts as true. */
export function presenceIsTrue(condition: Condition): Mutant['fault'] {
  return at('dryRun', 'requested', condition, (_right, ctx) => ctx.parameters.get('DryRun') !== undefined);
}

/** The name in a request; empty when there is none. */
export function nameOf(ctx: Context): string {
  return ctx.parameters.get('KeyName') ?? '';
}

/** Faults in what a dry run does and leaves behind. */
// biome-ignore format: a row is a mutant
export const DRY_RUN_EFFECTS: readonly Mutant[] = table('dry-run', [
  ['create-ignored', 'create ignores the dry-run flag', 'dry-run.create.permitted', ignored(creating)],
  ['import-ignored', 'import ignores the dry-run flag', 'dry-run.import.permitted', ignored(importing)],
  ['describe-ignored', 'describe ignores the dry-run flag', 'dry-run.describe.permitted',
    ignored(describing)],
  ['delete-ignored', 'delete ignores the dry-run flag and deletes', 'dry-run.delete.permitted',
    ignored(deleting)],
  ['create-acts', 'a dry run of create says so, and creates', 'dry-run.create.permitted',
    actsSilently(creating)],
  ['import-acts', 'a dry run of import says so, and imports', 'dry-run.import.permitted',
    actsSilently(importing)],
  ['delete-acts', 'a dry run of delete says so, and deletes', 'dry-run.delete.permitted',
    actsSilently(deleting)],
  ['delete-by-id-acts', 'a dry run of delete by id says so, and deletes', 'dry-run.delete.by-id',
    actsSilently((ctx) => deleting(ctx) && ctx.parameters.get('KeyPairId') !== undefined)],
  ['create-reserves-name', 'a dry run of create takes the name away from the real call',
    'dry-run.create.then-real',
    perServer(() => {
      const reserved = new Set<string>();
      return together(
        at('dryRun', 'answer', creating, (right, ctx, prepare) => {
          reserved.add(nameOf(ctx));
          return right(ctx, prepare);
        }),
        at('duplicates', 'refuse', always, (right, ctx, name) =>
          (reserved.has(name) ? DUPLICATE : right(ctx, name))));
    })],
  ['import-rehearsal-sticks', 'after a dry run of import, the real import of that name is a dry run too',
    'dry-run.import.then-real',
    perServer(() => {
      const rehearsed = new Set<string>();
      return at('dryRun', 'requested', importing, (right, ctx) => {
        if (right(ctx)) rehearsed.add(nameOf(ctx));
        return rehearsed.has(nameOf(ctx));
      });
    })],
  ['delete-rehearsal-protects', 'after a dry run of delete the key pair can no longer be deleted',
    'dry-run.delete.then-real',
    perServer(() => {
      const rehearsed = new Set<string>();
      return together(
        at('dryRun', 'answer', deleting, (right, ctx, prepare) => {
          rehearsed.add(nameOf(ctx));
          return right(ctx, prepare);
        }),
        at('deletion', 'remove', always, (right, ctx, pair) => {
          if (!rehearsed.has(pair.name)) right(ctx, pair);
        }));
    })],
  ['describe-rehearsal-hides', 'after a dry run of describe the named key pair is not found',
    'dry-run.describe.then-real',
    perServer(({ describe }) => {
      const rehearsed = new Set<string>();
      return together(
        at('dryRun', 'answer', describing, (right, ctx, prepare) => {
          for (const name of describe.names(ctx)) rehearsed.add(name);
          return right(ctx, prepare);
        }),
        at('describe', 'selected', always, (right, ctx) =>
          right(ctx).filter(({ name }) => !rehearsed.has(name))));
    })],
  ['create-false-is-true', 'create takes the mere presence of the dry-run flag for true',
    'dry-run.create.false',
    presenceIsTrue(creating)],
  ['import-false-is-true', 'import takes the mere presence of the dry-run flag for true',
    'dry-run.import.false',
    presenceIsTrue(importing)],
  ['describe-false-is-true', 'describe takes the mere presence of the dry-run flag for true',
    'dry-run.describe.false',
    presenceIsTrue(describing)],
  ['delete-false-is-true', 'delete takes the mere presence of the dry-run flag for true',
    'dry-run.delete.false',
    presenceIsTrue(deleting)],
  ['status-400', 'the dry-run refusal has HTTP status 400', 'dry-run.create.permitted',
    at('dryRun', 'refusal', always, (right, ctx) => ({ ...right(ctx), status: 400 }))],
  ['import-success', 'a dry run of import answers with an empty success', 'dry-run.import.permitted',
    at('dryRun', 'answer', importing, () => Promise.resolve({ kind: 'success', fields: [] }))],
]);

/** Faults in what a dry run looks at before it answers. */
// biome-ignore format: a row is a mutant
export const DRY_RUN_CHECKS: readonly Mutant[] = table('dry-run', [
  ['create-checks-duplicate', 'a dry run of create under a taken name is refused as a duplicate',
    'dry-run.create.duplicate',
    checksFirst(creating, (ctx, { duplicates }) => duplicates.refuse(ctx, nameOf(ctx)))],
  ['create-checks-name', 'a dry run of create wants a name', 'dry-run.create.empty-name',
    checksFirst(creating, (ctx, { names }) => names.missing(ctx))],
  ['create-checks-key-type', 'a dry run of create checks the key type', 'dry-run.create.bad-key-type',
    checksFirst(creating, (ctx, { types }) => types.refuseKeyType(ctx))],
  ['create-checks-key-format', 'a dry run of create checks the key format', 'dry-run.create.bad-key-format',
    checksFirst(creating, (ctx, { types }) => types.refuseKeyFormat(ctx))],
  ['import-checks-duplicate', 'a dry run of import under a taken name is refused as a duplicate',
    'dry-run.import.duplicate',
    checksFirst(importing, (ctx, { duplicates }) => duplicates.refuse(ctx, nameOf(ctx)))],
  ['import-checks-material', 'a dry run of import reads the material', 'dry-run.import.bad-material',
    checksFirst(importing, (ctx, { material }) => {
      const read = material.read(ctx);
      return 'kind' in read ? read : undefined;
    })],
  ['import-checks-name', 'a dry run of import wants a name', 'dry-run.import.empty-name',
    checksFirst(importing, (ctx, { names }) => names.missing(ctx))],
  ['describe-checks-name', 'a dry run of describe looks whether the names exist',
    'dry-run.describe.unknown-name',
    checksFirst(describing, (ctx, { describe }) =>
      describe
        .names(ctx)
        .map((name) => describe.unknownName(ctx, name))
        .find((refused) => refused !== undefined))],
  ['describe-checks-id', 'a dry run of describe looks whether the ids exist', 'dry-run.describe.malformed-id',
    checksFirst(describing, (ctx, { describe }) =>
      describe
        .ids(ctx)
        .map((id) => describe.unknownId(ctx, id))
        .find((refused) => refused !== undefined))],
  ['describe-checks-combination', 'a dry run of describe refuses names and ids together',
    'dry-run.describe.name-and-id',
    checksFirst(describing, (ctx, { describe }) => describe.combination(ctx))],
  ['delete-checks-name', 'a dry run of delete looks whether the name exists', 'dry-run.delete.unknown-name',
    checksFirst(deleting, (ctx, { store }) =>
      nameOf(ctx) !== '' && store.byName(ctx, nameOf(ctx)) === undefined
        ? refusal('InvalidKeyPair.NotFound', 'The key pair does not exist')
        : undefined)],
  ['delete-checks-presence', 'a dry run of delete wants a name or an id', 'dry-run.delete.nothing-named',
    checksFirst(deleting, (ctx, { deletion }) =>
      ctx.parameters.get('KeyName') === undefined ? deletion.nothingGiven(ctx) : undefined)],
  ['delete-checks-empty-name', 'a dry run of delete refuses an empty name', 'dry-run.delete.empty-name',
    checksFirst(deleting, (ctx) =>
      ctx.parameters.get('KeyName') === ''
        ? refusal('MissingParameter', 'KeyName must be provided')
        : undefined)],
  ['delete-checks-id', 'a dry run of delete looks at the form of the id', 'dry-run.delete.malformed-id',
    checksFirst(deleting, (ctx, { deletion }) => {
      const id = ctx.parameters.get('KeyPairId');
      return id === undefined ? undefined : deletion.malformedId(ctx, id);
    })],
]);
