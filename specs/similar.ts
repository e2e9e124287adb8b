/**
 * The candidate a person most likely meant, as `; did you mean 'x'?`, or an empty string when none is near.
 * Near means: at most a third of the letters differ.
 */
export function didYouMean(given: string, candidates: Iterable<string>): string {
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(given.toLowerCase(), candidate.toLowerCase());
    const near = distance <= Math.max(given.length, candidate.length) / 3;
    if (near && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best === undefined ? '' : `; did you mean '${best.candidate}'?`;
}

/** Levenshtein distance: the number of single-letter changes between two words. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
