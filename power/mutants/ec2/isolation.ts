import type { Context } from '../../../targets/ec2/reference/context.ts';
import type { Mutant } from '../mutant.ts';
import { acrossRegions, DUPLICATE, pairsOf } from './faults.ts';
import { always, at, type Condition, creating, importing, table } from './table.ts';

const asksForAll = (ctx: Context): boolean =>
  !ctx.parameters.names().some((name) => /^(KeyName|KeyPairId|Filter)\./.test(name));
const filtersBy =
  (filter: RegExp) =>
  (ctx: Context): boolean =>
    filter.test(ctx.parameters.get('Filter.1.Name') ?? '');

/** A describe that shows key pairs of other regions for some requests. */
function leaksInto(condition: (ctx: Context) => boolean): Mutant['fault'] {
  return acrossRegions((others) =>
    at('describe', 'selected', always, (right, ctx) =>
      condition(ctx) ? [...right(ctx), ...pairsOf(others(ctx))] : right(ctx),
    ),
  );
}

/** A key pair whose name another region has gets the tags of that one. */
function takesOver(condition: Condition): Mutant['fault'] {
  return acrossRegions((others) =>
    at('tags', 'stored', condition, (right, ctx) => {
      const name = ctx.parameters.get('KeyName');
      return pairsOf(others(ctx)).find((pair) => pair.name === name)?.tags ?? right(ctx);
    }),
  );
}

/** A taken name is free once another region has it too. */
function losesDuplicates(condition: Condition): Mutant['fault'] {
  return acrossRegions((others) =>
    at('duplicates', 'refuse', condition, (right, ctx, name) =>
      pairsOf(others(ctx)).some((pair) => pair.name === name) ? undefined : right(ctx, name),
    ),
  );
}

/** Faults that let one region see or change another. */
// biome-ignore format: a row is a mutant
export const ISOLATION_MUTANTS: readonly Mutant[] = table('isolation', [
  ['name-leaks', 'a describe by name finds key pairs of other regions', 'isolation.describe.name',
    acrossRegions((others) =>
      at(
        'store',
        'byName',
        (ctx) => ctx.action === 'DescribeKeyPairs',
        (right, ctx, name) => right(ctx, name) ?? pairsOf(others(ctx)).find((pair) => pair.name === name),
      ))],
  ['id-leaks', 'a describe by id finds key pairs of other regions', 'isolation.describe.id',
    acrossRegions((others) =>
      at(
        'store',
        'byId',
        (ctx) => ctx.action === 'DescribeKeyPairs',
        (right, ctx, id) => right(ctx, id) ?? pairsOf(others(ctx)).find((pair) => pair.id === id),
      ))],
  ['list-leaks', 'a describe of everything shows key pairs of other regions', 'isolation.describe.all',
    leaksInto(asksForAll)],
  ['filter-name-leaks', 'a filter on the name looks into other regions', 'isolation.describe.filter-name',
    leaksInto(filtersBy(/^key-name$/))],
  ['filter-id-leaks', 'a filter on the id looks into other regions', 'isolation.describe.filter-id',
    leaksInto(filtersBy(/^key-pair-id$/))],
  ['filter-fingerprint-leaks', 'a filter on the fingerprint looks into other regions',
    'isolation.describe.filter-fingerprint',
    leaksInto(filtersBy(/^fingerprint$/))],
  ['filter-tag-leaks', 'a filter on a tag looks into other regions', 'isolation.describe.filter-tag',
    leaksInto(filtersBy(/^tag/))],
  ['create-takes-over', 'a create under a name that another region has gets the tags of that key pair',
    'isolation.create.same-name',
    takesOver(creating)],
  ['import-takes-over', 'an import under a name that another region has gets the tags of that key pair',
    'isolation.import.same-name',
    takesOver(importing)],
  ['import-key-once-everywhere', 'an import of a key that another region has is refused',
    'isolation.import.same-key',
    acrossRegions((others) =>
      at('duplicates', 'refuse', importing, (right, ctx, name) => {
        const sent = JSON.stringify(ctx.behaviours.material.read(ctx));
        return pairsOf(others(ctx)).some(({ publicKey }) => JSON.stringify(publicKey) === sent)
          ? DUPLICATE
          : right(ctx, name);
      }))],
  ['create-duplicate-lost-elsewhere', 'create takes a taken name for free once another region has it too',
    'isolation.create.duplicate',
    losesDuplicates(creating)],
  ['import-duplicate-lost-elsewhere', 'import takes a taken name for free once another region has it too',
    'isolation.import.duplicate',
    losesDuplicates(importing)],
  ['delete-by-name-everywhere', 'delete by name removes the key pair of another region',
    'isolation.delete.name',
    acrossRegions((others) =>
      at('deletion', 'target', always, (right, ctx) => {
        const name = ctx.parameters.get('KeyName') ?? '';
        for (const { store } of others(ctx)) {
          for (const pair of store.all()) if (pair.name === name) store.remove(pair.id);
        }
        return right(ctx);
      }))],
  ['delete-by-id-everywhere', 'delete by id removes the key pair of another region', 'isolation.delete.id',
    acrossRegions((others) =>
      at('deletion', 'neverExisted', always, (right, ctx, id) => {
        for (const { store } of others(ctx)) store.remove(id);
        return right(ctx, id);
      }))],
  ['delete-twin-by-id', 'delete by id also removes the key pair of the same name in another region',
    'isolation.delete.same-name-by-id',
    acrossRegions((others) =>
      at('deletion', 'remove', always, (right, ctx, pair) => {
        right(ctx, pair);
        if (ctx.parameters.get('KeyPairId') === undefined) return;
        for (const { store } of others(ctx)) {
          for (const twin of store.all()) if (twin.name === pair.name) store.remove(twin.id);
        }
      }))],
  ['delete-takes-the-twin',
    'delete by name removes the key pair of that name in another region instead of its own',
    'isolation.delete.same-name',
    acrossRegions((others) =>
      at('deletion', 'remove', always, (right, ctx, pair) => {
        const twin = others(ctx).find(({ store }) => store.byName(pair.name) !== undefined);
        const other = twin?.store.byName(pair.name);
        if (twin === undefined || other === undefined) right(ctx, pair);
        else twin.store.remove(other.id);
      }))],
]);
