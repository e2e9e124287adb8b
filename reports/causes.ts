import type { Harm } from '../suites/findings/kind.ts';
import { HARMS } from '../suites/findings/kind.ts';
import type { Report, Result } from './report.ts';

/** Failed requirements that most likely have one fault in common. */
export interface Cause {
  /** Equal for the same cause in two reports; not for people. */
  readonly key: string;
  /** One line that says what the target does. */
  readonly title: string;
  /** What it does to users, of its worst failure. */
  readonly harm: Harm;
  /** Whether any of the failures makes the target non-conformant. */
  readonly gating: boolean;
  /** At least one, in the order of the report. */
  readonly results: readonly Result[];
}

/**
 * The failed requirements grouped by cause: those that gate first, then by what hurts users most, larger groups first.
 * A failure belongs to the cause of its first finding, because further findings usually follow from it. Which findings
 * have one cause is decided by their codes and facts (`suites/findings/`), never by their words.
 */
export function causesOf(report: Pick<Report, 'results'>): readonly Cause[] {
  const groups = new Map<string, Result[]>();
  for (const result of report.results) {
    if (result.verdict !== 'fail') continue;
    const key = result.findings[0]?.cause.key ?? result.requirement;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  return [...groups].map(([key, results]) => causeOf(key, results)).sort(byWeight);
}

function causeOf(key: string, results: readonly Result[]): Cause {
  const findings = results.flatMap(({ findings: [first] }) => first ?? []);
  const [first] = findings;
  const title = results.length === 1 ? first?.summary : first?.cause.title;
  const rank = Math.min(...findings.map(({ harm }) => HARMS.indexOf(harm)));
  return {
    key,
    title: title ?? results[0]?.statement ?? key,
    harm: HARMS[rank] ?? 'effect',
    gating: results.some((result) => result.gating),
    results,
  };
}

function byWeight(left: Cause, right: Cause): number {
  return (
    Number(right.gating) - Number(left.gating) ||
    HARMS.indexOf(left.harm) - HARMS.indexOf(right.harm) ||
    right.results.length - left.results.length
  );
}
