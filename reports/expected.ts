import { names } from '../gate/baseline.ts';
import type { Comparison, Outcome, OutcomeKind } from '../gate/outcome.ts';
import { placeIn } from '../gate/words.ts';
import { idPattern } from '../runner/id-pattern.ts';
import type { Report, Result } from './report.ts';

/** What a baseline says of one requirement. */
export interface Expected {
  readonly kind: OutcomeKind;
  /** Requirement, client, and line of the entry where there is one. */
  readonly place: string;
  readonly text: string;
  readonly issue?: string;
  /** Last day of the entry, `yyyy-mm-dd`. */
  readonly expires?: string;
}

/** What a baseline makes of the requirements of a report, by their ids; a requirement that it does not touch is absent. */
export type ExpectedById = ReadonlyMap<string, readonly Expected[]>;

/** Spreads the outcomes of a comparison over the requirements that they are about. */
export function expectedOf({ results }: Pick<Report, 'results'>, comparison: Comparison): ExpectedById {
  const found = new Map<string, Expected[]>();
  for (const outcome of comparison.outcomes) {
    const { kind, text, entry } = outcome;
    const expected: Expected = {
      kind,
      place: placeIn(outcome, comparison),
      text,
      ...(entry?.issue !== undefined && { issue: entry.issue }),
      ...(entry?.expires !== undefined && { expires: entry.expires }),
    };
    for (const id of idsOf(outcome, results)) {
      const known = found.get(id) ?? [];
      // Two findings of one requirement that one entry excuses are one thing to say.
      const said = known.some(
        (other) => other.kind === kind && other.place === expected.place && other.text === text,
      );
      if (!said) found.set(id, [...known, expected]);
    }
  }
  return found;
}

function idsOf(outcome: Outcome, results: readonly Result[]): readonly string[] {
  if (outcome.failure !== undefined) return [outcome.requirement];
  const pattern = idPattern(outcome.requirement);
  return results
    .filter((result) => pattern.test(result.requirement) && isMeant(outcome, result))
    .map(({ requirement }) => requirement);
}

/** An outcome of an entry is about those of its requirements that came out so. */
function isMeant({ kind, entry }: Outcome, { verdict, findings, requirement }: Result): boolean {
  switch (kind) {
    case 'expired':
      return findings.some((finding) => entry !== undefined && names(entry, { ...finding, requirement }));
    case 'changed-fingerprint':
      return verdict === 'fail';
    case 'not-judged':
      return verdict !== 'fail' && verdict !== 'pass';
    default:
      return verdict === 'fail' || verdict === 'pass';
  }
}
