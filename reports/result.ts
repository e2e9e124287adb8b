import type { CheckFinished, Finding, PlannedRequirement, Step } from '../runner/events.ts';
import { isGating } from '../runner/gating.ts';
import { combineVerdicts, type Verdict } from '../runner/verdict.ts';
import type { ClientKind } from '../targets/target.ts';

import { sentOf } from './console/sent.ts';
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
    ...decidedBy(verdict, finished),
    durationMs: finished.reduce((sum, event) => sum + event.durationMs, 0),
    clients,
    findings: finished.flatMap((event) => event.findings.map((finding) => reportedFinding(finding, event))),
    remarks: [...new Set(finished.flatMap((event) => event.remarks))],
    ...(defect === undefined ? {} : { defect }),
  };
}

/** The last exchange that the check was about, where no finding shows one. */
function decidedBy(verdict: Verdict, finished: readonly CheckFinished[]): Pick<Result, 'decidedBy'> {
  if (verdict === 'fail' || verdict === 'blocked') return {};
  const exchanges = finished.find((event) => event.verdict === verdict)?.exchanges ?? [];
  const last = exchanges.findLast(({ role }) => role === 'statement') ?? exchanges.at(-1);
  return last === undefined ? {} : { decidedBy: `${sentOf(last)} → ${last.response.status}` };
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
    ...stepsTo(exchanges, event.exchanges),
    ...(compared && { compared: { client: compared.client, ...numbered(compared.exchange) } }),
  };
}

/** Exchanges of a check that are no part of the story of a finding when there are more of them. */
const MOST_STEPS = 60;

/**
 * What led to the exchange: what the finding names beside it, or all that the check sent before; of much what has a value
 * in common with it.
 */
function stepsTo(
  [id, ...named]: readonly number[],
  exchanges: readonly Step[],
): Pick<ReportedFinding, 'steps'> {
  const at = exchanges.findIndex((candidate) => candidate.id === id);
  const deciding = exchanges[at];
  if (deciding === undefined) return {};
  const before =
    named.length === 0 ? exchanges.slice(0, at) : exchanges.filter((one) => named.includes(one.id));
  const led = before.length < MOST_STEPS ? before : relatedTo(deciding, before);
  return { steps: [...led, deciding] };
}

/** Steps about the same key pairs in any way; all steps where the exchange is about none. */
function relatedTo(deciding: Step, before: readonly Step[]): readonly Step[] {
  const subjects = new Set(subjectsOf(deciding));
  if (subjects.size === 0) return before;
  const shares = (text: string): boolean => [...subjects].some((subject) => text.includes(subject));
  const isRelated = (step: Step): boolean => {
    const { call, response } = step;
    const makes = call.operation === 'create' || call.operation === 'import';
    const made = makes && response.body.kind === 'text' ? response.body.text : '';
    return call.region === deciding.call.region && (shares(JSON.stringify(call)) || shares(made));
  };
  // A key pair that is looked up by its id is known by its name as well, once the call that made it is found.
  for (const step of before.filter(isRelated)) for (const subject of subjectsOf(step)) subjects.add(subject);
  return before.filter(isRelated);
}

/** Names and ids that a call is about. */
function subjectsOf({ call }: Step): readonly string[] {
  const { name, names = [], id, ids = [], filters = [] } = call.parameters;
  const listed = [name, ...names, id, ...ids, ...filters.flatMap(({ values }) => values)];
  return listed.filter((one) => one !== undefined).filter(({ length }) => length > 3);
}
