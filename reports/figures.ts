import { VERDICTS, type Verdict } from '../runner/verdict.ts';
import type { Figures } from './report.ts';

/** The figures of a set of requirements from the verdict of each, in any order. */
export function figuresOf(verdicts: readonly Verdict[]): Figures {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of verdicts) counts[verdict] += 1;
  const planned = verdicts.length;
  return {
    planned,
    verdicts: counts,
    divergence: planned === 0 ? null : counts.fail / planned,
    coverage: planned === 0 ? null : (counts.pass + counts.fail) / planned,
  };
}
