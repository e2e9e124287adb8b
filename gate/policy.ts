import type { Evidence, Level } from '../specs/contract.ts';
import { checkedYaml } from './schema-file.ts';

/** Which requirements a rule looks at; every key that is there must fit. */
export interface Where {
  readonly level?: readonly Level[];
  readonly evidence?: readonly Evidence[];
  readonly topic?: readonly string[];
  /** Ids of documents that a requirement rests on. */
  readonly document?: readonly string[];
  /** Ids; `*` stands for any characters. */
  readonly requirement?: readonly string[];
}

/** Limits of a rule. Counts are of requirements; shares are percent of all planned ones. */
export interface Limits {
  readonly maxFailures?: number;
  readonly maxDivergencePercent?: number;
  readonly minCoveragePercent?: number;
  readonly maxInconclusive?: number;
  readonly maxBlocked?: number;
  readonly maxDefects?: number;
  readonly maxUnsupported?: number;
  readonly maxSkipped?: number;
  /** Things that the run made and could not remove; a matter of the whole report. */
  readonly maxLeftovers?: number;
}

/** One thing that a release asks of a report. */
export interface Rule extends Limits {
  readonly name: string;
  readonly where?: Where;
  /** What counts as a failure besides gating ones: failures that the baseline excuses, and informational ones. */
  readonly include?: readonly ('expected' | 'informational')[];
  readonly line: number;
}

/** All that a release asks of a report. */
export interface Policy {
  readonly file: string;
  readonly rules: readonly Rule[];
  /** Baseline file, relative to the policy. */
  readonly baseline?: string;
}

/**
 * Reads the text of a policy file.
 * @throws UsageError with file, line and column of the first fault
 */
export function parsePolicy(text: string, file: string): Policy {
  const source = checkedYaml(text, file, 'policy');
  const { rules, baseline } = source.value as unknown as {
    readonly rules: readonly Omit<Rule, 'line'>[];
    readonly baseline?: string;
  };
  return {
    file,
    rules: rules.map((rule, index) => ({ ...rule, line: source.place(['rules', index]).line })),
    ...(baseline !== undefined && { baseline }),
  };
}
