import type { ClientKind } from '../../targets/target.ts';
import { type Baseline, parseBaseline } from '../baseline.ts';
import type { Attempt, Judged } from '../judged.ts';

/** Fingerprints for tests: `print(1)` is sixteen ones. */
export function print(digit: number): string {
  return `f${String(digit).repeat(15)}`;
}

/** A requirement that passed. */
export function passed(requirement: string, rest: Partial<Judged> = {}): Judged {
  return {
    requirement,
    topic: 'name',
    level: 'must',
    evidence: 'observed',
    documents: ['guide'],
    gating: true,
    verdict: 'pass',
    clients: { wire: 'pass' },
    findings: [],
    ...rest,
  };
}

/** A requirement that failed with these fingerprints. */
export function failed(
  requirement: string,
  fingerprints: readonly string[],
  client: ClientKind = 'wire',
  code = 'wrong-value',
): Judged {
  const findings = fingerprints.map((fingerprint) => ({
    client,
    code,
    fingerprint,
    summary: 'a wrong answer',
  }));
  return passed(requirement, { verdict: 'fail', clients: { [client]: 'fail' }, findings });
}

/** A requirement without a verdict. */
export function unjudged(requirement: string, verdict: Judged['verdict'] = 'skipped'): Judged {
  return passed(requirement, { verdict, clients: verdict === 'skipped' ? {} : { wire: verdict } });
}

/** A run in which all of these requirements were planned. */
export function attempt(...results: readonly Judged[]): Attempt {
  return results;
}

/** An entry in a few words; what is left out is filled in. */
export type EntryWords = Partial<Record<string, unknown>> & { readonly requirement: string };

/** A baseline from entries of a few words, e.g. `{ requirement: 'name.long', fingerprint: [print(1)] }`. */
export function baseline(...entries: EntryWords[]): Baseline {
  const full = entries.map((entry) => ({ class: 'known', because: 'they know', ...entry }));
  return parseBaseline(JSON.stringify({ entries: full }), 'baseline.yaml');
}
