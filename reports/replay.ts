import type { Report } from './report.ts';

/** What became of a failure when it was judged again. */
export interface ReplayOutcome {
  readonly exitCode: 0 | 1 | 3;
  /** One plain clause. */
  readonly text: string;
}

/**
 * Says whether a failure is still there.
 * @param report of the new run
 * @param fingerprint of the old failure
 */
export function replayed(report: Report, requirement: string, fingerprint: string): ReplayOutcome {
  const result = report.results.find((candidate) => candidate.requirement === requirement);
  if (result === undefined)
    return { exitCode: 3, text: 'inconclusive: this version of the suite does not have it' };
  if (result.verdict === 'pass') return { exitCode: 0, text: 'fixed, the requirement is met' };
  if (result.verdict !== 'fail') {
    return { exitCode: 3, text: `inconclusive: ${result.verdict}, ${result.reason ?? 'no reason given'}` };
  }
  const same = result.findings.find((finding) => finding.fingerprint === fingerprint);
  if (same !== undefined) return { exitCode: 1, text: `still fails: ${same.summary}` };
  const [other] = result.findings;
  return {
    exitCode: 1,
    text: `still failing, with another finding (${other?.fingerprint ?? '-'}): ${other?.summary ?? 'no finding'}`,
  };
}
