import {
  type AnyContext,
  type AnyFault,
  type AnyPair,
  type AnyRow,
  change,
  type HistoryService,
  place,
} from './service.ts';

/** A duplicate is refused as it should be, and changes the key pair that is there. */
function duplicateChanges(other: (ctx: AnyContext, pair: AnyPair) => Partial<AnyPair>): AnyFault {
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
    rejected(
      'bad-material-takes-name',
      'an import that is refused for its material takes the name',
      ({ material, duplicates }) => {
        const kept = new Set<string>();
        return {
          material: {
            read(ctx) {
              const read = material.read(ctx);
              if ('kind' in read) kept.add(place(ctx, nameOf(ctx)));
              return read;
            },
          },
          duplicates: {
            refuse: (ctx, name) => (kept.has(place(ctx, name)) ? taken : duplicates.refuse(ctx, name)),
          },
        };
      },
    ),
  ];
}
