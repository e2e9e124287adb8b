import type { Mutant, MutantProvider } from '../mutant.ts';
import { at, type Row } from '../table.ts';

/** What the rows of one provider are drawn from, each by its name. */
export interface Combinations<Ctx, Pair, Item> {
  /** Ways to ask for key pairs, by what a request looks like. */
  readonly ways: Readonly<Record<string, (ctx: Ctx) => boolean>>;
  /** What is wrong with an item. */
  readonly fields: Readonly<Record<string, (item: Item, ctx: Ctx) => Item>>;
  /** Which key pairs are shown wrongly. */
  readonly kinds: Readonly<Record<string, (pair: Pair) => boolean>>;
}

/**
 * Faults that show in one way of looking only: each is right wherever a single rule looks. Of way, field and kind every
 * third combination, so that each way meets each field, each field each kind, and each kind each way: what all of them
 * would add is time, because two rows differ in no more than their third part.
 */
export function between<Provider extends MutantProvider, Ctx, Pair, Item>({
  ways,
  fields,
  kinds,
}: Combinations<Ctx, Pair, Item>): readonly Row<Provider>[] {
  return Object.entries(ways).flatMap(([way, isAsked], w) =>
    Object.entries(fields).flatMap(([field, wrong], f) =>
      Object.entries(kinds).flatMap(([kind, isOf], k): Row<Provider>[] => {
        if ((w + f + k) % 3 !== 0) return [];
        const which = kind === 'all' ? 'every key pair' : `${kind.replace('-', ' ')} key pairs`;
        const shown = at('responses', 'describedItem', isAsked as () => boolean, (right, ...asked) => {
          const [ctx, pair] = asked as unknown as readonly [Ctx, Pair];
          const item = right(...asked) as Item;
          return isOf(pair) ? wrong(item, ctx) : item;
        });
        return [
          [
            `${way}-${field}-${kind}`,
            `a describe ${way.replaceAll('-', ' ')} shows ${field.replaceAll('-', ' ')} for ${which}`,
            'history.describe.ways-agree',
            shown as unknown as Mutant<Provider>['fault'],
            { kind: 'between' },
          ],
        ];
      }),
    ),
  );
}
