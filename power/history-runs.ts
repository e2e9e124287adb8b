import type { CheckFinished } from '../runner/events.ts';
import { bindChecks } from '../runner/plan.ts';
import { run } from '../runner/run.ts';
import { type Selection, selectChecks } from '../runner/select.ts';
import type { Contract } from '../specs/contract.ts';
import type { HistoryBudget } from '../suites/check.ts';
import { SUITES } from '../suites/index.ts';
import { openClients } from '../targets/providers.ts';
import { type Served, startMutant } from './mutant-server.ts';
import { KeyTable } from './mutants/key-table.ts';
import type { AnyMutant } from './mutants/mutant.ts';
import { COMMON_OPTIONS, targetAt } from './run-options.ts';

/** How the histories of one run are played. */
export interface HistoryRun {
  readonly contract: Contract;
  readonly seed: number;
  readonly histories: HistoryBudget;
  /** @default the topic of histories */
  readonly selection?: Selection;
  readonly consistencyMs?: number;
}

const keys = new KeyTable();

/** What the selected checks say of a server, by requirement. Whatever is started is stopped. */
export async function historiesOn(
  subject: AnyMutant | (() => Promise<Served>),
  { contract, seed, histories, selection = { topics: ['history'] }, consistencyMs = 0 }: HistoryRun,
): Promise<ReadonlyMap<string, CheckFinished>> {
  const server = typeof subject === 'function' ? await subject() : await startMutant(subject, keys, contract);
  const target = targetAt(server.url, contract);
  const clients = await openClients(target, ['wire']);
  const checks = bindChecks(contract, SUITES);
  const found = new Map<string, CheckFinished>();
  try {
    for await (const event of run({
      ...COMMON_OPTIONS,
      quota: 'skip',
      checks,
      selected: selectChecks(checks, selection, contract),
      contract,
      target,
      clients: clients as Parameters<typeof run>[0]['clients'],
      seed,
      histories,
      consistencyMs,
      signal: new AbortController().signal,
    }))
      if (event.type === 'check-finished' && !found.has(event.requirement))
        found.set(event.requirement, event);
  } finally {
    for (const client of clients) await client.close();
    await server.close();
  }
  return found;
}

/** The differences that the checks found, each with its requirement. */
export function findingsIn(found: ReadonlyMap<string, CheckFinished>): readonly string[] {
  return [...found.values()].flatMap(({ requirement, findings, verdict }) =>
    findings.length > 0 || verdict === 'defect'
      ? [
          `${requirement}: ${findings.map(({ summary, observed }) => `${summary} (${observed})`).join('; ') || verdict}`,
        ]
      : [],
  );
}
