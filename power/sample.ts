import { createHash } from 'node:crypto';

/**
 * `size` of the mutants, the same ones for the same seed and catalogue, in the order of the catalogue. All of them when
 * there are no more.
 */
export function sampleOf<T extends { readonly id: string }>(
  mutants: readonly T[],
  size: number,
  seed: number,
): readonly T[] {
  // Ranked by a digest of the id: a mutant added to the catalogue moves at most one other out of the sample.
  const rank = ({ id }: T): string => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  const ranked = mutants.map((mutant) => ({ mutant, rank: rank(mutant) }));
  ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1));
  const chosen = new Set(ranked.slice(0, size).map(({ mutant }) => mutant));
  return mutants.filter((mutant) => chosen.has(mutant));
}
