import type { Baseline, BaselineEntry } from './baseline.ts';
import { concerns, concernsClient, isExpired, names } from './baseline.ts';
import { entryOutcome } from './entry-outcome.ts';
import { failuresOf } from './failures.ts';
import type { Attempt } from './judged.ts';
import type { Comparison, Failure, Outcome } from './outcome.ts';

/**
 * Lays a baseline over the attempts of one run. Nothing of the verdicts changes: the comparison only says of each
 * failure whether it was expected, and of each entry whether it still holds.
 * @param attempts the run first, then its repetitions; those may have judged only a part
 * @param today day in UTC, `yyyy-mm-dd`; an entry holds through its last day
 */
export function compare(baseline: Baseline, attempts: readonly Attempt[], today: string): Comparison {
  const failures = failuresOf(attempts);
  const telling = tellingIn(attempts[0] ?? []);
  const ofFailures = failures.flatMap(
    (failure) => failureOutcome(failure, { entries: baseline.entries, telling, today }) ?? [],
  );
  const ofEntries = baseline.entries.flatMap(
    (entry) => entryOutcome(entry, { attempts, failures, ofFailures, today }) ?? [],
  );
  return { file: baseline.file, attempts: attempts.length, outcomes: [...ofFailures, ...ofEntries] };
}

interface Expectations {
  readonly entries: readonly BaselineEntry[];
  /** Requirements whose failure somebody has to know. */
  readonly telling: ReadonlySet<string>;
  readonly today: string;
}

/**
 * Requirements that gate, and those that keep one which gates from being judged: a baseline that ignored them would
 * let the rest go unjudged.
 */
function tellingIn(results: Attempt): ReadonlySet<string> {
  const byId = new Map(results.map((result) => [result.requirement, result]));
  const telling = new Set<string>();
  for (const { requirement, gating } of results) {
    if (!gating) continue;
    for (let id: string | undefined = requirement; id !== undefined && !telling.has(id); ) {
      telling.add(id);
      id = byId.get(id)?.blockedBy;
    }
  }
  return telling;
}

/** What the entries say of a failure; `undefined` when nobody has to know. */
function failureOutcome(failure: Failure, { entries, telling, today }: Expectations): Outcome | undefined {
  const { requirement, client, code, fingerprint, summary, tally } = failure;
  const about = entries.filter((entry) => concerns(entry, requirement) && concernsClient(entry, client));
  const entry = about.find((one) => names(one, failure));
  if (entry !== undefined) {
    // An entry that has run out is told once, with all that it would have excused.
    if (isExpired(entry, today)) return undefined;
    return { kind: entry.class, requirement, failure, entry, text: entry.because };
  }
  const [changed] = about;
  if (changed !== undefined) {
    const text = `fails differently from the baseline: ${summary} (${code}, ${fingerprint}); review it, then run baseline update`;
    return { kind: 'changed-fingerprint', requirement, failure, entry: changed, text };
  }
  if (!telling.has(requirement)) return undefined;
  const often = tally.judged > 1 ? ` (failed in ${tally.failed} of ${tally.judged} attempts)` : '';
  return { kind: 'unexpected-failure', requirement, failure, text: `${summary}${often}` };
}
