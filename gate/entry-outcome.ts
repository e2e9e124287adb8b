import type { ClientKind } from '../targets/target.ts';
import type { BaselineEntry } from './baseline.ts';
import { concerns, concernsClient, isExpired, names } from './baseline.ts';
import { tallyOf } from './failures.ts';
import type { Attempt } from './judged.ts';
import type { Failure, Outcome, OutcomeKind, Tally } from './outcome.ts';

/** What an entry is held against. */
export interface Evidence {
  readonly attempts: readonly Attempt[];
  readonly failures: readonly Failure[];
  /** What was said of the failures already. */
  readonly ofFailures: readonly Outcome[];
  readonly today: string;
}

/** What became of an entry beyond the failures that it excuses; `undefined` when it simply holds. */
export function entryOutcome(entry: BaselineEntry, evidence: Evidence): Outcome | undefined {
  const requirement = entry.requirement;
  const say = (kind: OutcomeKind, text: string): Outcome => ({ kind, requirement, entry, text });
  const first = evidence.attempts[0] ?? [];
  const concerned = first.filter((result) => concerns(entry, result.requirement));
  if (concerned.length === 0)
    return say('matches-nothing', 'no requirement has this id; correct or prune it');
  if (isExpired(entry, evidence.today)) {
    return say('expired', `expired on ${entry.expires}; fix the target or extend the entry`);
  }
  if (evidence.ofFailures.some(({ kind, entry: told }) => kind === 'changed-fingerprint' && told === entry)) {
    return undefined;
  }
  const tallies = concerned.flatMap((result) =>
    clientsOf(result.clients, entry).map((client) => tallyOf(evidence.attempts, result.requirement, client)),
  );
  const judged = tallies.filter((tally) => tally.judged > 0);
  const all = judged.length === tallies.length;
  if (judged.length === 0)
    return say('not-judged', 'no verdict in this run, so it is neither used nor stale');
  return judged.some(({ failed }) => failed > 0)
    ? stillFailing(entry, evidence, all, say)
    : passing(entry, judged, all, say);
}

type Say = (kind: OutcomeKind, text: string) => Outcome;

function clientsOf(clients: Attempt[number]['clients'], entry: BaselineEntry): readonly ClientKind[] {
  return (Object.keys(clients) as ClientKind[]).filter((client) => concernsClient(entry, client));
}

function stillFailing(entry: BaselineEntry, evidence: Evidence, all: boolean, say: Say): Outcome | undefined {
  if (entry.class === 'flaky') return undefined;
  const own = evidence.failures.filter((failure) => names(entry, failure));
  const sometimes = own.find(({ tally }) => tally.failed < tally.judged);
  if (sometimes !== undefined) {
    const { requirement, tally } = sometimes;
    const text = `${requirement} failed in ${tally.failed} of ${tally.judged} attempts only; mark it as flaky`;
    return say('unexpected-pass', text);
  }
  const gone = goneFrom(entry, evidence.failures);
  // A fingerprint does not say which of several requirements it belongs to: all must have spoken.
  if (gone.length === 0 || !all) return undefined;
  return say('changed-fingerprint', `no longer fails with ${gone.join(', ')}; prune it`);
}

function passing(
  entry: BaselineEntry,
  judged: readonly Tally[],
  all: boolean,
  say: Say,
): Outcome | undefined {
  if (!all) return say('not-judged', 'some of its requirements have no verdict in this run');
  if (entry.class === 'known') return say('unexpected-pass', 'passes now; prune it, or mark it as flaky');
  const attempts = Math.min(...judged.map((tally) => tally.judged));
  if (attempts < 2) return say('flaky', `passed this time: ${entry.because}`);
  return say(
    'no-longer-flaky',
    `passed in ${attempts} of ${attempts} attempts; prune it if it is stable now`,
  );
}

/** What an entry names that did not happen: fingerprints, or its code. */
export function goneFrom(entry: BaselineEntry, failures: readonly Failure[]): readonly string[] {
  const seen = failures.filter((failure) => names(entry, failure));
  if (entry.fingerprint.length === 0) return seen.length > 0 ? [] : [entry.code ?? entry.requirement];
  return entry.fingerprint.filter((one) => seen.every(({ fingerprint }) => fingerprint !== one));
}
