import { createHash } from 'node:crypto';
import { telling } from '../specs/constraints.ts';
import type { Conflict, Contract, Reading } from '../specs/contract.ts';
import type { PlannedConflict, RunStarted } from './events.ts';
import type { RunNames } from './names.ts';
import type { RunOptions } from './options.ts';
import { citedSources, documentsOf, sourcesInWords } from './sources.ts';

/** What a target is tested against, as one number; where a requirement stands in a file is no part of it. */
export function contractDigest(contract: RunOptions['contract']): string {
  const text = JSON.stringify(contract, (key, value: unknown) => (key === 'location' ? undefined : value));
  return createHash('sha256').update(text).digest('hex');
}

/** The first event of a run: what is tested, against what, and how. */
export function runStarted(
  options: RunOptions,
  names: RunNames,
  startedAt: number,
  software: string | undefined,
): RunStarted {
  const { checks, clients, contract, quota, reading, seed, selection, target, tool } = options;
  const selected = new Set(options.selected);
  return {
    type: 'run-started',
    schemaVersion: 1,
    tool,
    target: {
      name: target.name,
      provider: target.provider,
      endpoint: target.endpoint,
      regions: target.regions,
      ...(target.reference && { reference: true }),
      ...(software !== undefined && { software }),
      ...(target.version !== undefined && { version: target.version }),
      ...(target.embeds !== undefined && { embeds: target.embeds }),
    },
    startedAt: new Date(startedAt).toISOString(),
    seed,
    namePrefix: names.prefix,
    reading,
    clients: clients.map(({ kind }) => kind),
    quota,
    contract: contractDigest(contract),
    ...(target.minCoverage !== undefined && { minCoverage: target.minCoverage }),
    ...(target.maxLeftovers !== undefined && { maxLeftovers: target.maxLeftovers }),
    ...(options.consistencyMs && { consistencyMs: options.consistencyMs }),
    selection,
    ...(contract.rules.notApplicable && { notApplicable: contract.rules.notApplicable }),
    conflicts: contract.conflicts.map((conflict) => plannedConflict(conflict, contract)),
    documents: contract.documents.map(({ id, title, role }) => ({ id, title, mission: role === 'mission' })),
    sources: citedSources(
      checks.map(({ requirement }) => requirement),
      contract,
    ),
    requirements: checks.map(({ requirement, body }) => {
      const { id, topic, operation, level, evidence, statement, check } = requirement;
      return {
        requirement: { id, topic, operation, level, evidence, statement, check },
        documents: documentsOf(requirement, contract),
        sources: sourcesInWords(requirement, contract),
        citations: requirement.sources,
        kind: body.kind,
        selected: selected.has(id),
      };
    }),
  };
}

/** What the log says of a conflict. */
function plannedConflict(conflict: Conflict, contract: Contract): PlannedConflict {
  const { id, subject, readings, indistinct } = conflict;
  const saidBy = (wanted: Reading): string =>
    readings.flatMap(({ reading, says }) => (reading === wanted ? [says] : [])).join(' ');
  return {
    id,
    subject,
    observed: saidBy('observed'),
    documented: saidBy('documented'),
    requirements: telling(conflict, contract),
    ...(indistinct !== undefined && { indistinct }),
  };
}
