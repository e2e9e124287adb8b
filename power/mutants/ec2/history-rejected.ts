import type { Behaviours } from '../../../targets/ec2/reference/behaviours.ts';
import type { Context } from '../../../targets/ec2/reference/context.ts';
import { refusal } from '../../../targets/ec2/reference/outcome.ts';
import type { KeyPair } from '../../../targets/reference/store.ts';
import type { Mutant } from '../mutant.ts';
import { change, inSequence, nameOf, place, sequences, type Tails } from './history-memory.ts';
import { deleting, describing, type Fault, importing } from './table.ts';

const rejected = inSequence('history.create.rejected-changes-nothing');
const byId = (ctx: Context): boolean => ctx.parameters.get('KeyPairId') !== undefined;

/** A duplicate is refused as it should be, and changes the key pair that is there. */
function duplicateChanges(other: (ctx: Context, pair: KeyPair) => Partial<KeyPair>): Fault {
  return ({ duplicates, store }) => ({
    duplicates: {
      refuse(ctx, name) {
        const refused = duplicates.refuse(ctx, name);
        const pair = store.byName(ctx, name);
        if (refused !== undefined && pair !== undefined) change(ctx, pair, other(ctx, pair));
        return refused;
      },
    },
  });
}

/** A dry run is answered as it should be, and does something to the key pair of its name. */
function dryRunChanges(
  act: (ctx: Context, pair: KeyPair, correct: Behaviours) => void,
  when = (_: Context): boolean => true,
): Fault {
  return (correct) => ({
    dryRun: {
      answer(ctx, prepare) {
        const pair = correct.store.byName(ctx, nameOf(ctx));
        if (pair !== undefined && when(ctx)) act(ctx, pair, correct);
        return correct.dryRun.answer(ctx, prepare);
      },
    },
  });
}

/** Faults that a rejected call or a dry run leaves behind. */
const ROWS: Tails = {
  'duplicate-takes-tags': rejected(
    'a duplicate import is refused, and its tags are kept',
    duplicateChanges((ctx, { tags }) =>
      importing(ctx) ? { tags: ctx.behaviours.tags.stored(ctx) } : { tags },
    ),
  ),
  'duplicate-drops-tags': rejected(
    'a refused duplicate takes the tags away',
    duplicateChanges(() => ({ tags: [] })),
  ),
  'duplicate-touches-time': rejected(
    'a refused duplicate moves the create time',
    duplicateChanges((_ctx, { createdAt }) => ({ createdAt: new Date(createdAt.getTime() + 3_600_000) })),
  ),
  'duplicate-changes-fingerprint': rejected(
    'a refused duplicate changes the fingerprint',
    duplicateChanges((_ctx, { fingerprint }) => ({ fingerprint: [...fingerprint].reverse().join('') })),
  ),
  'duplicate-removes': rejected(
    'a refused duplicate removes the key pair that is there',
    ({ duplicates, store }) => ({
      duplicates: {
        refuse(ctx, name) {
          const refused = duplicates.refuse(ctx, name);
          const pair = store.byName(ctx, name);
          if (refused !== undefined && pair !== undefined) store.remove(ctx, pair);
          return refused;
        },
      },
    }),
  ),
  'dry-run-deletes': rejected(
    'a dry run of a delete deletes',
    dryRunChanges((ctx, pair, { store }) => store.remove(ctx, pair), deleting),
  ),
  'dry-run-drops-tags': rejected(
    'a dry run under a taken name takes the tags away',
    dryRunChanges(
      (ctx, pair) => change(ctx, pair, { tags: [] }),
      (ctx) => !describing(ctx),
    ),
  ),
  'dry-run-touches-time': rejected(
    'a dry run of an import moves the create time of the key pair that is there',
    dryRunChanges(
      (ctx, pair) => change(ctx, pair, { createdAt: new Date(pair.createdAt.getTime() + 1_000) }),
      importing,
    ),
  ),
  'dry-run-replaces-id': rejected(
    'a dry run under a taken name gives the key pair another id',
    dryRunChanges(
      (ctx, pair, { identifiers, store }) => {
        store.remove(ctx, pair);
        change(ctx, pair, { id: identifiers.keyPairId(ctx) });
      },
      (ctx) => !describing(ctx) && !deleting(ctx),
    ),
  ),
  'bad-material-takes-name': rejected(
    'an import that is refused for its material takes the name',
    ({ material, duplicates }) => {
      const taken = new Set<string>();
      return {
        material: {
          read(ctx) {
            const read = material.read(ctx);
            if ('kind' in read) taken.add(place(ctx, nameOf(ctx)));
            return read;
          },
        },
        duplicates: {
          refuse: (ctx, name) =>
            taken.has(place(ctx, name))
              ? refusal('InvalidKeyPair.Duplicate', 'The keypair already exists')
              : duplicates.refuse(ctx, name),
        },
      };
    },
  ),
  'near-id-deletes': rejected(
    'a delete of an id that nobody has deletes the newest key pair',
    ({ deletion, store }) => ({
      deletion: {
        refuse(ctx) {
          const refused = deletion.refuse(ctx);
          const newest = ctx.store.all().at(-1);
          if (refused !== undefined && byId(ctx) && newest !== undefined) store.remove(ctx, newest);
          return refused;
        },
      },
    }),
  ),
  'nothing-named-deletes': rejected(
    'a delete that names nothing is refused and deletes the oldest key pair',
    ({ deletion, store }) => ({
      deletion: {
        nothingGiven(ctx) {
          const refused = deletion.nothingGiven(ctx);
          const [oldest] = ctx.store.all();
          if (refused !== undefined && oldest !== undefined) store.remove(ctx, oldest);
          return refused;
        },
      },
    }),
  ),
};

export const HISTORY_REJECTED: readonly Mutant[] = sequences(ROWS);
