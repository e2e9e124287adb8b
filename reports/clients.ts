import type { ClientsAsked } from '../runner/events.ts';
import { OPERATION_ROLES } from '../specs/contract.ts';
import type { ClientKind } from '../targets/target.ts';
import { disagreementsOf, type JudgedByClients } from './disagreements.ts';
import type { ClientCell, ClientResults, Result, UnsteadyAnswer } from './report.ts';

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
