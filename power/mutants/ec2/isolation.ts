import type { Context } from '../../../targets/ec2/reference/context.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { type Condition, creating, importing, only } from './conditions.ts';
import { DUPLICATE } from './faults/refusals.ts';
import { acrossRegions, pairsOf } from './faults/regions.ts';

const asksForAll = (ctx: Context): boolean =>
  !ctx.parameters.names().some((name) => /^(KeyName|KeyPairId|Filter)\./.test(name));
const filtersBy =
  (filter: RegExp) =>
  (ctx: Context): boolean =>
    filter.test(ctx.parameters.get('Filter.1.Name') ?? '');

/** A describe that shows key pairs of other regions for some requests. */
function leaksInto(condition: (ctx: Context) => boolean): Mutant['fault'] {
  return acrossRegions((others) => ({ describe }) => ({
    describe: {
      selected: (ctx) =>
        condition(ctx) ? [...describe.selected(ctx), ...pairsOf(others(ctx))] : describe.selected(ctx),
    },
  }));
}

/** A key pair whose name another region has gets the tags of that one. */
function takesOver(condition: Condition): Mutant['fault'] {
  return acrossRegions((others) => ({ tags }) => ({
    tags: {
      stored: only(
        condition,
        (ctx) => {
          const name = ctx.parameters.get('KeyName');
          return pairsOf(others(ctx)).find((pair) => pair.name === name)?.tags ?? tags.stored(ctx);
        },
        tags.stored,
      ),
    },
  }));
}

/** A taken name is free once another region has it too. */
function losesDuplicates(condition: Condition): Mutant['fault'] {
  return acrossRegions((others) => ({ duplicates }) => ({
    duplicates: {
      refuse: only(
        condition,
        (ctx, name) =>
          pairsOf(others(ctx)).some((pair) => pair.name === name) ? undefined : duplicates.refuse(ctx, name),
        duplicates.refuse,
      ),
    },
  }));
}

/** Faults that let one region see or change another. */
export const ISOLATION_MUTANTS: readonly Mutant[] = mutantsOf('isolation', {
  'name-leaks': {
    summary: 'a describe by name finds key pairs of other regions',
    mustBeKilledBy: 'isolation.describe.name',
    fault: acrossRegions((others) => ({ store }) => ({
      store: {
        byName: only(
          (ctx) => ctx.action === 'DescribeKeyPairs',
          (ctx, name) => store.byName(ctx, name) ?? pairsOf(others(ctx)).find((pair) => pair.name === name),
          store.byName,
        ),
      },
    })),
  },
  'id-leaks': {
    summary: 'a describe by id finds key pairs of other regions',
    mustBeKilledBy: 'isolation.describe.id',
    fault: acrossRegions((others) => ({ store }) => ({
      store: {
        byId: only(
          (ctx) => ctx.action === 'DescribeKeyPairs',
          (ctx, id) => store.byId(ctx, id) ?? pairsOf(others(ctx)).find((pair) => pair.id === id),
          store.byId,
        ),
      },
    })),
  },
  'list-leaks': {
    summary: 'a describe of everything shows key pairs of other regions',
    mustBeKilledBy: 'isolation.describe.all',
    fault: leaksInto(asksForAll),
  },
  'filter-name-leaks': {
    summary: 'a filter on the name looks into other regions',
    mustBeKilledBy: 'isolation.describe.filter-name',
    fault: leaksInto(filtersBy(/^key-name$/)),
  },
  'filter-id-leaks': {
    summary: 'a filter on the id looks into other regions',
    mustBeKilledBy: 'isolation.describe.filter-id',
    fault: leaksInto(filtersBy(/^key-pair-id$/)),
  },
  'filter-fingerprint-leaks': {
    summary: 'a filter on the fingerprint looks into other regions',
    mustBeKilledBy: 'isolation.describe.filter-fingerprint',
    fault: leaksInto(filtersBy(/^fingerprint$/)),
  },
  'filter-tag-leaks': {
    summary: 'a filter on a tag looks into other regions',
    mustBeKilledBy: 'isolation.describe.filter-tag',
    fault: leaksInto(filtersBy(/^tag/)),
  },
  'create-takes-over': {
    summary: 'a create under a name that another region has gets the tags of that key pair',
    mustBeKilledBy: 'isolation.create.same-name',
    fault: takesOver(creating),
  },
  'import-takes-over': {
    summary: 'an import under a name that another region has gets the tags of that key pair',
    mustBeKilledBy: 'isolation.import.same-name',
    fault: takesOver(importing),
  },
  'import-key-once-everywhere': {
    summary: 'an import of a key that another region has is refused',
    mustBeKilledBy: 'isolation.import.same-key',
    fault: acrossRegions((others) => ({ duplicates, material }) => ({
      duplicates: {
        refuse: only(
          importing,
          (ctx, name) => {
            const sent = JSON.stringify(material.read(ctx));
            return pairsOf(others(ctx)).some(({ publicKey }) => JSON.stringify(publicKey) === sent)
              ? DUPLICATE
              : duplicates.refuse(ctx, name);
          },
          duplicates.refuse,
        ),
      },
    })),
  },
  'create-duplicate-lost-elsewhere': {
    summary: 'create takes a taken name for free once another region has it too',
    mustBeKilledBy: 'isolation.create.duplicate',
    fault: losesDuplicates(creating),
  },
  'import-duplicate-lost-elsewhere': {
    summary: 'import takes a taken name for free once another region has it too',
    mustBeKilledBy: 'isolation.import.duplicate',
    fault: losesDuplicates(importing),
  },
  'delete-by-name-everywhere': {
    summary: 'delete by name removes the key pair of another region',
    mustBeKilledBy: 'isolation.delete.name',
    fault: acrossRegions((others) => ({ deletion }) => ({
      deletion: {
        target: (ctx) => {
          const name = ctx.parameters.get('KeyName') ?? '';
          for (const { store } of others(ctx)) {
            for (const pair of store.all()) if (pair.name === name) store.remove(pair.id);
          }
          return deletion.target(ctx);
        },
      },
    })),
  },
  'delete-by-id-everywhere': {
    summary: 'delete by id removes the key pair of another region',
    mustBeKilledBy: 'isolation.delete.id',
    fault: acrossRegions((others) => ({ deletion }) => ({
      deletion: {
        neverExisted: (ctx, id) => {
          for (const { store } of others(ctx)) store.remove(id);
          return deletion.neverExisted(ctx, id);
        },
      },
    })),
  },
  'delete-twin-by-id': {
    summary: 'delete by id also removes the key pair of the same name in another region',
    mustBeKilledBy: 'isolation.delete.same-name-by-id',
    fault: acrossRegions((others) => ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          deletion.remove(ctx, pair);
          if (ctx.parameters.get('KeyPairId') === undefined) return;
          for (const { store } of others(ctx)) {
            for (const twin of store.all()) if (twin.name === pair.name) store.remove(twin.id);
          }
        },
      },
    })),
  },
  'delete-takes-the-twin': {
    summary: 'delete by name removes the key pair of that name in another region instead of its own',
    mustBeKilledBy: 'isolation.delete.same-name',
    fault: acrossRegions((others) => ({ deletion }) => ({
      deletion: {
        remove: (ctx, pair) => {
          const twin = others(ctx).find(({ store }) => store.byName(pair.name) !== undefined);
          const other = twin?.store.byName(pair.name);
          if (twin === undefined || other === undefined) deletion.remove(ctx, pair);
          else twin.store.remove(other.id);
        },
      },
    })),
  },
});
