import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import { rejected } from '../histories/rejected.ts';
import {
  deletesToo,
  everyNthDelete,
  foundAfterDelete,
  inherits,
  recreatedUnseen,
  sequence,
} from '../histories/sequences.ts';
import { type AnyFault, change, place, rowsFor } from '../histories/service.ts';
import {
  always,
  at,
  deleting,
  describing,
  type Fault,
  importing,
  perServer,
  type Row,
  together,
} from './table.ts';

const byId = (ctx: Context): boolean => ctx.parameters.get('KeyPairId') !== undefined;
const nameOf = (ctx: Context): string => ctx.parameters.get('KeyName') ?? '';
/** A fault of EC2 in a row that is of no provider. */
const here = (fault: Fault): AnyFault => fault as unknown as AnyFault;
/** What a delete takes besides, by a request of EC2. */
const takes = (
  others: (ctx: Context, deleted: KeyPair | undefined) => readonly (KeyPair | undefined)[],
): AnyFault =>
  deletesToo((ctx, deleted) =>
    others(ctx as unknown as Context, deleted as KeyPair | undefined).filter((one) => one !== undefined),
  );

/** Sequences in which ids, key types or deletes that answer an id have a part. */
export const SEQUENCES_HERE: readonly Row[] = rowsFor([
  foundAfterDelete(
    'deleted-found-by-two-filters',
    'two filters still find a key pair that was deleted',
    (any, gone) => {
      const ctx = any as unknown as Context;
      const { filters } = ctx.behaviours;
      return filters.requested(ctx).length > 1 && filters.apply(ctx, [gone as KeyPair]).length > 0;
    },
  ),
  sequence(
    'second-delete-of-type',
    'every second delete of an imported RSA key pair does nothing',
    everyNthDelete<KeyPair>(2, (_ctx, { type, origin, id }) =>
      type === 'rsa' && origin === 'imported' ? 'rsa' : id,
    ),
  ),
  sequence(
    'inherits-id',
    'a key pair under a used name has the id of the one before',
    inherits(({ id }) => ({ id })),
  ),
  sequence(
    'inherits-same-time',
    'a key pair under a used name has the creation time of the one before',
    inherits(({ createdAt }) => ({ createdAt })),
  ),
  sequence(
    'used-name-not-by-id',
    'a key pair under a used name is not found by its id',
    recreatedUnseen((ctx) => (ctx as unknown as Context).parameters.list('KeyPairId').length > 0),
  ),
  sequence(
    'delete-by-id-takes-oldest',
    'a delete by id takes the oldest key pair of the region too',
    takes((ctx, pair) => (pair !== undefined && byId(ctx) ? ctx.store.all().slice(0, 1) : [])),
  ),
  sequence(
    'id-and-name-delete-both',
    'a delete with an id and another name takes both',
    takes((ctx, pair) =>
      byId(ctx) && pair !== undefined ? [ctx.behaviours.store.byName(ctx, nameOf(ctx))] : [],
    ),
  ),
  sequence(
    'delete-by-id-keeps-name',
    'after a delete by id the name stays taken',
    here(
      perServer(() => {
        const kept = new Set<string>();
        return together(
          at('deletion', 'remove', always, (right, ctx, pair) => {
            if (byId(ctx)) kept.add(place(ctx, pair.name));
            right(ctx, pair);
          }),
          at('duplicates', 'refuse', always, (right, ctx, name) =>
            kept.has(place(ctx, name))
              ? refusal('InvalidKeyPair.Duplicate', 'The keypair already exists')
              : right(ctx, name),
          ),
        );
      }),
    ),
  ),
]);

/** A dry run is answered as it should be, and does something to the key pair of its name. */
function dryRunChanges(
  act: (ctx: Context, pair: KeyPair, correct: Behaviours) => void,
  when = (_: Context): boolean => true,
): AnyFault {
  return here(
    perServer((correct) =>
      at('dryRun', 'answer', always, (right, ctx, prepare) => {
        const pair = correct.store.byName(ctx, nameOf(ctx));
        if (pair !== undefined && when(ctx)) act(ctx, pair, correct);
        return right(ctx, prepare);
      }),
    ),
  );
}

/** What dry runs, and rejected deletes, leave behind. */
export const REJECTED_HERE: readonly Row[] = rowsFor([
  rejected(
    'dry-run-deletes',
    'a dry run of a delete deletes',
    dryRunChanges((ctx, pair, { store }) => store.remove(ctx, pair), deleting),
  ),
  rejected(
    'dry-run-drops-tags',
    'a dry run under a taken name takes the tags away',
    dryRunChanges(
      (ctx, pair) => change(ctx, pair, { tags: [] }),
      (ctx) => !describing(ctx),
    ),
  ),
  rejected(
    'dry-run-touches-time',
    'a dry run of an import moves the create time of the key pair that is there',
    dryRunChanges(
      (ctx, pair) => change(ctx, pair, { createdAt: new Date(pair.createdAt.getTime() + 1_000) }),
      importing,
    ),
  ),
  rejected(
    'dry-run-replaces-id',
    'a dry run under a taken name gives the key pair another id',
    dryRunChanges(
      (ctx, pair, { identifiers, store }) => {
        store.remove(ctx, pair);
        change(ctx, pair, { id: identifiers.keyPairId(ctx) });
      },
      (ctx) => !describing(ctx) && !deleting(ctx),
    ),
  ),
  rejected(
    'near-id-deletes',
    'a delete of an id that nobody has deletes the newest key pair',
    here(
      perServer(({ store }) =>
        at('deletion', 'refuse', always, (right, ctx) => {
          const refused = right(ctx);
          const newest = ctx.store.all().at(-1);
          if (refused !== undefined && byId(ctx) && newest !== undefined) store.remove(ctx, newest);
          return refused;
        }),
      ),
    ),
  ),
  rejected(
    'nothing-named-deletes',
    'a delete that names nothing is refused and deletes the oldest key pair',
    here(
      perServer(({ store }) =>
        at('deletion', 'nothingGiven', always, (right, ctx) => {
          const refused = right(ctx);
          const [oldest] = ctx.store.all();
          if (refused !== undefined && oldest !== undefined) store.remove(ctx, oldest);
          return refused;
        }),
      ),
    ),
  ),
]);
