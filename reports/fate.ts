import { excusedBy } from '../gate/excused.ts';
import { type Comparison, type Outcome, UNEXPECTED_KINDS } from '../gate/outcome.ts';
import { kindInWords, placeIn } from '../gate/words.ts';
import { isHole } from './decide.ts';
import { type Expected, type ExpectedById, expectedOf } from './expected.ts';
import type { Report, Result } from './report.ts';

/**
 * What one requirement is to a pipeline. `error` is what had to be judged and was not; `skipped` is what cannot fail the
 * run. `why` is missing where the verdict of the result says it all.
 */
export interface Fate {
  readonly kind: 'passed' | 'failed' | 'error' | 'skipped';
  readonly why?: string;
}

const UNEXPECTED: ReadonlySet<string> = new Set(UNEXPECTED_KINDS);

/**
 * What the requirements of a report are to a pipeline, the same in every format that pipelines read.
 * @param comparison with the baseline, where there is one: what it expects is skipped, what it does not expect failed
 */
export function fatesOf(report: Report, comparison?: Comparison): (result: Result) => Fate {
  if (comparison === undefined) return plainFate;
  const said: ExpectedById = expectedOf(report, comparison);
  const { failed, blocked } = excusedBy(report.results, comparison);
  return (result) => {
    const about = said.get(result.requirement) ?? [];
    const wrong = about.filter(({ kind }) => UNEXPECTED.has(kind));
    if (wrong.length > 0) return { kind: 'failed', why: wrong.map(sentence).join('; ') };
    if (result.verdict === 'fail' && failed.has(result.requirement))
      return { kind: 'skipped', why: `expected failure: ${about.map(reason).join('; ')}` };
    if (blocked.has(result.requirement))
      return { kind: 'skipped', why: `blocked by an expected failure: ${result.blockedBy ?? ''}` };
    return plainFate(result);
  };
}

/** Entries of a baseline that belong to no requirement of the run: each fails it. */
export function strayEntries(comparison: Comparison | undefined): readonly {
  readonly name: string;
  readonly why: string;
  readonly outcome: Outcome;
}[] {
  if (comparison === undefined) return [];
  return comparison.outcomes
    .filter(({ kind }) => kind === 'matches-nothing')
    .map((outcome) => ({
      name: placeIn(outcome, comparison),
      why: `${kindInWords(outcome.kind)}: ${outcome.text}`,
      outcome,
    }));
}

function plainFate(result: Result): Fate {
  switch (result.verdict) {
    case 'pass':
      return { kind: 'passed' };
    case 'fail':
      return { kind: result.gating ? 'failed' : 'skipped' };
    case 'inconclusive':
    case 'blocked':
    case 'defect':
      return { kind: 'error' };
    case 'unsupported':
      return { kind: isHole(result) ? 'error' : 'skipped' };
    case 'skipped':
      return { kind: 'skipped' };
  }
}

function sentence({ kind, text, place }: Expected): string {
  return `${kindInWords(kind)} (${place}): ${text}`;
}

function reason({ kind, text, issue, expires }: Expected): string {
  return [
    kind === 'flaky' ? `flaky: ${text}` : text,
    ...(issue === undefined ? [] : [issue]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
  ].join(', ');
}
