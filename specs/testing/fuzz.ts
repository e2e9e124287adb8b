import fc from 'fast-check';

/** The same texts in every run, so that a gate says the same of the same tree; `KEYPAIR_FUZZ_SEED=42` tries others. */
export const FUZZ_SEED: number = Number(process.env.KEYPAIR_FUZZ_SEED ?? 1);

/** Pieces that a format is made of, in no order, with noise between them. */
export function soupOf(pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
  );
  return fc.array(piece, { maxLength: 50 }).map((parts) => parts.join(''));
}

/** One of the texts with a piece of it replaced by noise, by a piece of another, or by nothing. */
export function mutationsOf(texts: readonly string[]): fc.Arbitrary<string> {
  const at = fc.nat(1_000_000);
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .record({ other: fc.constantFrom(...texts), from: at, length: fc.nat(60) })
      .map(({ other, from, length }) => {
        const start = from % (other.length + 1);
        return other.slice(start, start + length);
      }),
  );
  return fc
    .record({ original: fc.constantFrom(...texts), at, removed: fc.nat(40), inserted: noise })
    .map(({ original, at: place, removed, inserted }) => {
      const start = place % (original.length + 1);
      return original.slice(0, start) + inserted + original.slice(start + removed);
    });
}
