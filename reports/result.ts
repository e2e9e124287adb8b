import type { CheckFinished, Finding, PlannedRequirement } from '../runner/events.ts';
import { isGating } from '../runner/gating.ts';
import { combineVerdicts, type Verdict } from '../runner/verdict.ts';
import type { ClientKind } from '../targets/target.ts';

import type { ReportedFinding, Result } from './report.ts';

/**
 * What the run says of one requirement.
 * @param finished its check-finished events, one for each client that judged it
 * @param unjudged why a selected requirement has no event, in one plain sentence
 */
export function resultOf(
  planned: PlannedRequirement,
  finished: readonly CheckFinished[],
  unjudged: string,
): Result {
  const { requirement } = planned;
  const { verdict, reason } = verdictOf(planned, finished, unjudged);
  const blockedBy = finished.find((event) => event.verdict === verdict)?.blockedBy;
  const defect = finished.find((event) => event.defect !== undefined)?.defect;
  const clients: Partial<Record<ClientKind, Verdict>> = {};
  for (const event of finished) clients[event.client] = event.verdict;
  return {
    requirement: requirement.id,
    topic: requirement.topic,
    operation: requirement.operation,
    level: requirement.level,
    evidence: requirement.evidence,
    gating: isGating(requirement),
    documents: planned.documents,
    statement: requirement.statement,
    sources: planned.sources,
    ...(planned.citations && { citations: planned.citations }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(blockedBy === undefined ? {} : { blockedBy }),
    ...(verdict === 'unsupported' ? becauseOf(finished) : {}),
    durationMs: finished.reduce((sum, event) => sum + event.durationMs, 0),
    clients,
    findings: finished.flatMap((event) => event.findings.map((finding) => reportedFinding(finding, event))),
    remarks: [...new Set(finished.flatMap((event) => event.remarks))],
    ...(defect === undefined ? {} : { defect }),
  };
}

/** A reason that holds for one client and not for another is none. */
function becauseOf(finished: readonly CheckFinished[]): Pick<Result, 'because'> {
  const unsupported = finished.filter(({ verdict }) => verdict === 'unsupported');
  const because = unsupported.every((event) => event.because !== undefined) && unsupported[0]?.because;
  return because ? { because } : {};
}

function verdictOf(
  planned: PlannedRequirement,
  finished: readonly CheckFinished[],
  unjudged: string,
): { readonly verdict: Verdict; readonly reason?: string } {
  if (finished.length > 0) {
    const verdict = combineVerdicts(finished.map((event) => event.verdict));
    const reason = finished.find((event) => event.verdict === verdict)?.reason;
    return { verdict, ...(reason === undefined ? {} : { reason }) };
  }
  // A selected requirement without an answer is a hole in the run and must not look like a choice of the user.
  if (planned.selected) return { verdict: 'inconclusive', reason: unjudged };
  return { verdict: 'skipped', reason: 'not selected' };
}

function reportedFinding(finding: Finding, event: CheckFinished): ReportedFinding {
  const { exchanges, compared, ...rest } = finding;
  const numbered = (id: number | undefined): Pick<ReportedFinding, 'exchange'> => {
    const exchange = event.exchanges.find((candidate) => candidate.id === id);
    return exchange === undefined ? {} : { exchange };
  };
  return {
    ...rest,
    ...numbered(exchanges[0]),
    ...(compared && { compared: { client: compared.client, ...numbered(compared.exchange) } }),
  };
}
