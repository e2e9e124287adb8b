import type { Judged } from './judged.ts';
import type { Comparison } from './outcome.ts';

/** Requirements that a baseline excuses. */
export interface Excused {
  /** Failed requirements, all of whose failures are expected. */
  readonly failed: ReadonlySet<string>;
  /** Requirements that one of them blocks, over any number of steps. */
  readonly blocked: ReadonlySet<string>;
}

/** What a baseline excuses of a run; without a comparison nothing is. */
export function excusedBy(results: readonly Judged[], comparison: Comparison | undefined): Excused {
  const ofFailures = comparison?.outcomes.filter(({ failure }) => failure !== undefined) ?? [];
  const unexpected = new Set(
    ofFailures.flatMap(({ kind, requirement }) =>
      kind === 'known' || kind === 'flaky' ? [] : [requirement],
    ),
  );
  const failed = new Set(
    ofFailures.map(({ requirement }) => requirement).filter((id) => !unexpected.has(id)),
  );
  return { failed, blocked: blockedBy(failed, results) };
}

function blockedBy(failed: ReadonlySet<string>, results: readonly Judged[]): ReadonlySet<string> {
  const byId = new Map(results.map((result) => [result.requirement, result]));
  const blocked = new Set<string>();
  for (const { requirement, verdict } of results) {
    const seen = new Set<string>();
    let id: string | undefined = verdict === 'blocked' ? requirement : undefined;
    while (id !== undefined && !seen.has(id) && !failed.has(id)) {
      seen.add(id);
      id = byId.get(id)?.blockedBy;
    }
    if (id !== undefined && failed.has(id)) blocked.add(requirement);
  }
  return blocked;
}
