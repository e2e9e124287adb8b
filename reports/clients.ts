import type { ClientsAsked } from '../runner/events.ts';
import type { Verdict } from '../runner/verdict.ts';
import { OPERATION_ROLES, type OperationRole } from '../specs/contract.ts';
import type { ClientKind } from '../targets/target.ts';
import { type ClientDisagreement, disagreementsOf, type JudgedByClients } from './disagreements.ts';
import type { Result } from './report.ts';

/** What one client says of one operation. */
export interface ClientCell {
  readonly client: ClientKind;
  readonly operation: OperationRole;
  /** Requirements that this client passed, failed, and came to no word about; what was skipped is none of them. */
  readonly pass: number;
  readonly fail: number;
  readonly notJudged: number;
}

/** A requirement that one client passed and another failed, and not so when both asked again: the target wavers. */
export interface UnsteadyAnswer {
  readonly requirement: string;
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
  readonly again: Readonly<Partial<Record<ClientKind, Verdict>>>;
}

/** A run by its clients. */
export interface ClientResults {
  readonly table: readonly ClientCell[];
  /** Findings about two clients. Each counts as the verdict of its requirement through that client, and no second time. */
  readonly disagreements: readonly ClientDisagreement[];
  readonly unsteady: readonly UnsteadyAnswer[];
}

/**
 * The table of clients and operations, and where two of them disagree; `undefined` where fewer than two clients judged
 * anything.
 */
export function clientResults(
  results: readonly Result[],
  clients: readonly ClientKind[],
  log: JudgedByClients,
): ClientResults | undefined {
  const table = tableOf(results, clients);
  if (new Set(table.map(({ client }) => client)).size < 2) return undefined;
  return {
    table,
    disagreements: results.flatMap((result) => disagreementsOf(result, log)),
    unsteady: results.flatMap((result) => unsteadyOf(result, log.asked.get(result.requirement))),
  };
}

/** The table alone. */
export function tableOf(
  results: readonly Pick<Result, 'operation' | 'clients'>[],
  clients: readonly ClientKind[],
): readonly ClientCell[] {
  return clients.flatMap((client) =>
    OPERATION_ROLES.map((operation): ClientCell => {
      const verdicts = results
        .filter((result) => result.operation === operation)
        .flatMap((result) => result.clients[client] ?? [])
        .filter((verdict) => verdict !== 'skipped');
      const pass = verdicts.filter((verdict) => verdict === 'pass').length;
      const fail = verdicts.filter((verdict) => verdict === 'fail').length;
      return { client, operation, pass, fail, notJudged: verdicts.length - pass - fail };
    }).filter(({ pass, fail, notJudged }) => pass + fail + notJudged > 0),
  );
}

function unsteadyOf(
  { requirement, clients }: Result,
  asked: ClientsAsked | undefined,
): readonly UnsteadyAnswer[] {
  if (asked === undefined) return [];
  const kinds = Object.keys(asked.again) as ClientKind[];
  const steady = kinds.every((kind) => asked.again[kind] === clients[kind]);
  return steady ? [] : [{ requirement, clients, again: asked.again }];
}
