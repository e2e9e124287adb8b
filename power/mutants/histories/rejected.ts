import { always } from '../table.ts';
import {
  type AnyContext,
  type AnyFault,
  type AnyPair,
  type AnyRow,
  at,
  change,
  type HistoryService,
  perServer,
  place,
  together,
} from './service.ts';

/** A duplicate is refused as it should be, and changes the key pair that is there. */
function duplicateChanges(other: (ctx: AnyContext, pair: AnyPair) => Partial<AnyPair>): AnyFault {
  return perServer(({ store }) =>
    at('duplicates', 'refuse', always, (right, ctx, name) => {
      const refused = right(ctx, name);
      const pair = store.byName(ctx, name);
      if (refused !== undefined && pair !== undefined) change(ctx, pair, other(ctx, pair));
      return refused;
    }),
  );
}

/** A row of a fault that a rejected call leaves behind. */
export function rejected(name: string, summary: string, fault: AnyFault): AnyRow {
  return [name, summary, 'history.create.rejected-changes-nothing', fault, { kind: 'sequence' }];
}

/** Faults that a rejected call leaves behind. */
export function rejectedRows({ importing, nameOf, taken }: HistoryService): readonly AnyRow[] {
  return [
    rejected(
      'duplicate-takes-tags',
      'a duplicate import is refused, and its tags are kept',
      duplicateChanges((ctx, { tags }) =>
        importing(ctx) ? { tags: ctx.behaviours.tags.stored(ctx) } : { tags },
      ),
    ),
    rejected(
      'duplicate-drops-tags',
      'a refused duplicate takes the tags away',
      duplicateChanges(() => ({ tags: [] })),
    ),
    rejected(
      'duplicate-touches-time',
      'a refused duplicate moves the create time',
      duplicateChanges((_ctx, { createdAt }) => ({ createdAt: new Date(createdAt.getTime() + 3_600_000) })),
    ),
    rejected(
      'duplicate-changes-fingerprint',
      'a refused duplicate changes the fingerprint',
      duplicateChanges((_ctx, { fingerprint }) => ({ fingerprint: [...fingerprint].reverse().join('') })),
    ),
    rejected(
      'duplicate-removes',
      'a refused duplicate removes the key pair that is there',
      perServer(({ store }) =>
        at('duplicates', 'refuse', always, (right, ctx, name) => {
          const refused = right(ctx, name);
          const pair = store.byName(ctx, name);
          if (refused !== undefined && pair !== undefined) store.remove(ctx, pair);
          return refused;
        }),
      ),
    ),
    rejected(
      'bad-material-takes-name',
      'an import that is refused for its material takes the name',
      perServer(() => {
        const kept = new Set<string>();
        return together(
          at('material', 'read', always, (right, ctx) => {
            const read = right(ctx);
            if ('kind' in read) kept.add(place(ctx, nameOf(ctx)));
            return read;
          }),
          at('duplicates', 'refuse', always, (right, ctx, name) =>
            kept.has(place(ctx, name)) ? taken : right(ctx, name),
          ),
        );
      }),
    ),
  ];
}
