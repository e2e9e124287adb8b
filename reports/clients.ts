import type { Verdict } from '../runner/verdict.ts';
import { OPERATION_ROLES, type OperationRole } from '../specs/contract.ts';
import type { ClientKind } from '../targets/target.ts';
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

/** A requirement that one client passes and another fails. */
export interface ClientDisagreement {
  readonly requirement: string;
  readonly operation: OperationRole;
  readonly clients: Readonly<Partial<Record<ClientKind, Verdict>>>;
}

/** A run by its clients. */
export interface ClientResults {
  readonly table: readonly ClientCell[];
  readonly disagreements: readonly ClientDisagreement[];
}

/** The table of clients and operations; `undefined` where fewer than two clients judged anything. */
export function clientResults(
  results: readonly Pick<Result, 'requirement' | 'operation' | 'clients'>[],
  clients: readonly ClientKind[],
): ClientResults | undefined {
  const table = clients.flatMap((client) =>
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
  if (new Set(table.map(({ client }) => client)).size < 2) return undefined;
  return { table, disagreements: results.filter(isDisagreement).map(disagreementOf) };
}

function isDisagreement({ clients }: Pick<Result, 'clients'>): boolean {
  const verdicts = Object.values(clients);
  return verdicts.includes('pass') && verdicts.includes('fail');
}

function disagreementOf({
  requirement,
  operation,
  clients,
}: Pick<Result, 'requirement' | 'operation' | 'clients'>): ClientDisagreement {
  return { requirement, operation, clients };
}
