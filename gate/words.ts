import { type Comparison, type Outcome, type OutcomeKind, unexpectedOf } from './outcome.ts';

const WORDS: Readonly<Record<OutcomeKind, readonly [one: string, many: string]>> = {
  known: ['known failure', 'known failures'],
  flaky: ['flaky failure', 'flaky failures'],
  'not-judged': ['entry not tested', 'entries not tested'],
  'unexpected-failure': ['unexpected failure', 'unexpected failures'],
  'changed-fingerprint': ['changed failure', 'changed failures'],
  'unexpected-pass': ['unexpected pass', 'unexpected passes'],
  'no-longer-flaky': ['entry that is no longer flaky', 'entries that are no longer flaky'],
  'matches-nothing': ['entry that matches nothing', 'entries that match nothing'],
  expired: ['expired entry', 'expired entries'],
};

/** What outcomes of a kind are called, e.g. `unexpected pass`. */
export function kindInWords(kind: OutcomeKind, count = 1): string {
  return WORDS[kind][count === 1 ? 0 : 1];
}

/** One line for everything unexpected: what, which requirement, which line of the baseline, and why. */
export function unexpectedLines(comparison: Comparison): readonly string[] {
  return unexpectedOf(comparison).map(
    (outcome) => `${WORDS[outcome.kind][0].toUpperCase()}  ${placeIn(outcome, comparison)}: ${outcome.text}`,
  );
}

/** The last word on a baseline, in one line. */
export function baselineLine(comparison: Comparison): string {
  const holds = unexpectedOf(comparison).length === 0;
  const counts = countsOf(comparison);
  return `${holds ? 'BASELINE OK' : 'BASELINE MISMATCH'}  ${counts === '' ? 'nothing fails' : counts} (${comparison.file})`;
}

/** `12 known failures, 1 unexpected pass`; empty when there is nothing to count. */
export function countsOf({ outcomes }: Comparison): string {
  const kinds = Object.keys(WORDS) as OutcomeKind[];
  return kinds
    .map((kind) => ({ kind, count: outcomes.filter((outcome) => outcome.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${WORDS[kind][count === 1 ? 0 : 1]}`)
    .join(', ');
}

/** `name.long (wire)`, with the line of the entry where there is one. */
export function placeIn({ requirement, failure, entry }: Outcome, { file }: Comparison): string {
  const client = failure?.client ?? entry?.client;
  const named = client === undefined ? requirement : `${requirement} (${client})`;
  return entry === undefined ? named : `${named} at ${file}:${entry.line}`;
}
