/** A request of a provider, as far as it says in which region it is. */
interface InRegion {
  readonly region: string;
}

/**
 * Remembers the last request of each region that stored something: `others` gives those of other regions, and `insert`
 * is to be put in the place of the behaviour that stores.
 */
export function regionsSeen<Ctx extends InRegion>(): {
  readonly others: (ctx: Ctx) => readonly Ctx[];
  readonly watching: <Pair, Done>(insert: (ctx: Ctx, pair: Pair) => Done) => (ctx: Ctx, pair: Pair) => Done;
} {
  const seen = new Map<string, Ctx>();
  return {
    others: (ctx) => [...seen.values()].filter(({ region }) => region !== ctx.region),
    watching: (insert) => (ctx, pair) => {
      seen.set(ctx.region, ctx);
      return insert(ctx, pair);
    },
  };
}
