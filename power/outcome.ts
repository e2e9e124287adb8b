import type { Verdict } from '../runner/verdict.ts';
import type { Measurement } from './measurement.ts';
import type { AnyMutant, FaultKind } from './mutants/mutant.ts';

/**
 * What became of a mutant. A kill is a `fail` of a requirement and nothing else: a server that crashed, hung or could
 * not be judged is `void`, because a suite that cannot look has seen nothing.
 */
export type Fate = 'killed' | 'killed-by-others' | 'survived' | 'void';

/** One mutant with all that was found out about it. */
export interface MutantResult {
  readonly id: string;
  readonly topic: string;
  readonly kind: FaultKind;
  readonly summary: string;
  readonly mustBeKilledBy: string;
  readonly source?: string;
  readonly fate: Fate;
  /** What the named requirement said; absent when it was not judged at all. */
  readonly named?: Verdict;
  /** Why, for every fate but `killed`. */
  readonly reason?: string;
  /** Requirements that failed, in the order of the contract; their number is the margin of the mutant. */
  readonly killedBy: readonly string[];
  /** Requirements whose check broke: faults of the suite. */
  readonly defects: readonly string[];
  readonly durationMs: number;
}

/** Judges a measurement of a mutant. */
export function resultOf(mutant: AnyMutant, measured: Measurement): MutantResult {
  const { id, topic, kind = 'rule', summary, mustBeKilledBy, source } = mutant;
  const entries = Object.entries(measured.verdicts);
  const killedBy = entries.filter(([, verdict]) => verdict === 'fail').map(([requirement]) => requirement);
  const defects = entries.filter(([, verdict]) => verdict === 'defect').map(([requirement]) => requirement);
  const named = measured.verdicts[mustBeKilledBy];
  const fate = fateOf(named, killedBy);
  return {
    id,
    topic,
    kind,
    summary,
    mustBeKilledBy,
    ...(source !== undefined && { source }),
    fate,
    ...(named !== undefined && { named }),
    ...(fate !== 'killed' && { reason: reasonOf(mutant, measured, named) }),
    killedBy,
    defects,
    durationMs: measured.durationMs,
  };
}

function fateOf(named: Verdict | undefined, killedBy: readonly string[]): Fate {
  if (named === 'fail') return 'killed';
  if (killedBy.length > 0) return 'killed-by-others';
  return named === 'pass' ? 'survived' : 'void';
}

function reasonOf({ mustBeKilledBy }: AnyMutant, measured: Measurement, named: Verdict | undefined): string {
  if (measured.trouble !== undefined) return measured.trouble;
  if (named === undefined) return `${mustBeKilledBy} was not judged`;
  const why = measured.reasons[mustBeKilledBy];
  return `${mustBeKilledBy}: ${named}${why === undefined ? '' : ` (${why})`}`;
}
