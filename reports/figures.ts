import { VERDICTS, type Verdict } from '../runner/verdict.ts';
import { EVIDENCE_GRADES, LEVELS } from '../specs/contract.ts';
import type { Figures, Report, Result, Summary } from './report.ts';

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

/** The whole run in figures, from its results. */
export function summaryOf(results: readonly Result[]): Summary {
  return {
    ...figuresWhere(results, () => true),
    gating: figuresWhere(results, (result) => result.gating),
    informing: figuresWhere(results, (result) => !result.gating),
    byLevel: figuresBy(LEVELS, results, (result) => result.level),
    byEvidence: figuresBy(EVIDENCE_GRADES, results, (result) => result.evidence),
  };
}

/** The figures of the results that belong to something. */
export function figuresWhere(results: readonly Result[], belongs: (result: Result) => boolean): Figures {
  return figuresOf(results.filter(belongs).map((result) => result.verdict));
}

function figuresBy<Key extends string>(
  keys: readonly Key[],
  results: readonly Result[],
  keyOf: (result: Result) => Key,
): Record<Key, Figures> {
  return Object.fromEntries(
    keys.map((key) => [key, figuresWhere(results, (result) => keyOf(result) === key)]),
  ) as Record<Key, Figures>;
}

/** Options that leave requirements out; figures over all of them would read as if the rest had passed. */
const CHOICES = ['only', 'skip', 'topic', 'document', 'level', 'shard'];

/** How much of the requirements a run was asked for, e.g. `19 of 712 requirements selected`; `undefined` where all. */
export function selectedPart({ run, summary }: Pick<Report, 'run' | 'summary'>): string | undefined {
  if (!CHOICES.some((choice) => choice in run.selection)) return undefined;
  const { planned, verdicts } = summary;
  return `${planned - verdicts.skipped} of ${planned} requirements selected`;
}
