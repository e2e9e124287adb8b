import { type Baseline, concerns } from './baseline.ts';
import type { Attempt } from './judged.ts';

/** The requirements that another attempt says more about: what failed, and what is flaky and was judged. */
export function worthRepeating({ entries }: Baseline, first: Attempt): ReadonlySet<string> {
  const flaky = entries.filter((entry) => entry.class === 'flaky');
  const worth = first.filter(
    ({ verdict, requirement, gating }) =>
      (verdict === 'fail' && (gating || entries.some((entry) => concerns(entry, requirement)))) ||
      (verdict === 'pass' && flaky.some((entry) => concerns(entry, requirement))),
  );
  return new Set(worth.map(({ requirement }) => requirement));
}
