import { createHash } from 'node:crypto';
import type { CheckFinished, ClientsAsked } from '../runner/events.ts';
import type { OperationRole } from '../specs/contract.ts';
import type { ClientKind } from '../targets/target.ts';
import type { ClientDisagreement, ClientSide, ReportedFinding, Result } from './report.ts';

/** What the log says of clients. */
export interface JudgedByClients {
  /** The events of each requirement, one for each client. */
  readonly checks: ReadonlyMap<string, readonly CheckFinished[]>;
  readonly asked: ReadonlyMap<string, ClientsAsked>;
}

/** The disagreements about one requirement, one for each client that it fails through. */
export function disagreementsOf(result: Result, log: JudgedByClients): readonly ClientDisagreement[] {
  const events = log.checks.get(result.requirement) ?? [];
  return events
    .filter(({ verdict }) => verdict === 'fail')
    .flatMap(({ client }) => {
      const findings = result.findings.filter((finding) => finding.client === client);
      const asked = log.asked.get(result.requirement);
      return apartByVerdict(result, client, findings, events, asked) ?? apartByAnswer(result, findings) ?? [];
    });
}

/** A failure that another client does not have, and did not have when both asked again. */
function apartByVerdict(
  result: Result,
  failing: ClientKind,
  [finding]: readonly ReportedFinding[],
  events: readonly CheckFinished[],
  asked: ClientsAsked | undefined,
): ClientDisagreement | undefined {
  if (finding === undefined || asked?.again[failing] !== 'fail') return undefined;
  const passing = events.find(({ client, verdict }) => verdict === 'pass' && asked.again[client] === 'pass');
  if (passing === undefined) return undefined;
  const other = { client: passing.client, ...alike(passing, finding.exchange?.call.operation) };
  return between(
    result,
    finding,
    other,
    `${failing} fails what ${passing.client} passes: ${finding.summary}`,
  );
}

/** Two clients that read different things, or were told different things. */
function apartByAnswer(result: Result, findings: readonly ReportedFinding[]): ClientDisagreement | undefined {
  const finding = findings.find(({ compared }) => compared !== undefined);
  if (finding?.compared === undefined) return undefined;
  const { client } = finding.compared;
  return between(
    result,
    finding,
    finding.compared,
    `${finding.client} against ${client}: ${finding.summary}`,
  );
}

function between(
  { requirement, operation, gating, clients }: Result,
  { client, exchange, expected, observed, fingerprint }: ReportedFinding,
  other: ClientSide,
  summary: string,
): ClientDisagreement {
  const identity = JSON.stringify([requirement, client, other.client, fingerprint]);
  return {
    requirement,
    operation,
    gating,
    clients,
    summary,
    expected,
    observed,
    between: [{ client, ...(exchange && { exchange }) }, other],
    fingerprint: createHash('sha256').update(identity).digest('hex').slice(0, 16),
  };
}

/** The last exchange of a client with this operation. */
function alike(
  { client, exchanges }: CheckFinished,
  operation: OperationRole | undefined,
): Pick<ClientSide, 'exchange'> {
  const exchange = exchanges.findLast((one) => one.client === client && one.call.operation === operation);
  return exchange === undefined ? {} : { exchange };
}
