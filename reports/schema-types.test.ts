import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { CapabilityProbed, CleanupFailed, RunStarted } from '../runner/events.ts';
import { VERDICTS } from '../runner/verdict.ts';
import { CLIENT_KINDS } from '../specs/contract.ts';
import { packageFile } from '../specs/folders.ts';
import { type KeyUses, schemaAt, usesOf } from '../specs/testing/key-uses.ts';
import type { ConflictResult } from './conflicts.ts';
import type {
  Digests,
  DocumentFigures,
  Figures,
  Report,
  ReportedFinding,
  Result,
  Summary,
  TopicFigures,
} from './report.ts';

const schema: unknown = JSON.parse(readFileSync(packageFile('reports/schemas/report.schema.json'), 'utf8'));

const FIGURES = {
  planned: 'required',
  verdicts: 'required',
  divergence: 'required',
  coverage: 'required',
} satisfies KeyUses<Figures>;

/** The types of the report, checked by the compiler, by the place of their schema. */
const TYPES = {
  '': {
    schemaVersion: 'required',
    tool: 'required',
    target: 'required',
    run: 'required',
    summary: 'required',
    byDocument: 'required',
    byTopic: 'required',
    notApplicable: 'optional',
    sources: 'optional',
    results: 'required',
    clients: 'optional',
    conflicts: 'required',
    cleanup: 'required',
    capabilities: 'required',
    digests: 'required',
  } satisfies KeyUses<Report>,
  tool: { name: 'required', version: 'required' } satisfies KeyUses<RunStarted['tool']>,
  target: {
    name: 'required',
    provider: 'required',
    endpoint: 'required',
    regions: 'required',
    reference: 'optional',
    software: 'optional',
    version: 'optional',
    embeds: 'optional',
  } satisfies KeyUses<RunStarted['target']>,
  run: {
    seed: 'required',
    namePrefix: 'required',
    startedAt: 'required',
    durationMs: 'required',
    reading: 'required',
    clients: 'required',
    quota: 'required',
    minCoverage: 'required',
    maxLeftovers: 'optional',
    selection: 'required',
    consistency: 'optional',
    interrupted: 'required',
    unreachable: 'optional',
    foreign: 'optional',
  } satisfies KeyUses<Report['run']>,
  summary: {
    ...FIGURES,
    gating: 'required',
    informing: 'required',
    byLevel: 'required',
    byEvidence: 'required',
  } satisfies KeyUses<Summary>,
  $figures: FIGURES,
  'byDocument.[]': {
    ...FIGURES,
    id: 'required',
    title: 'required',
    mission: 'required',
  } satisfies KeyUses<DocumentFigures>,
  'byTopic.[]': { ...FIGURES, topic: 'required' } satisfies KeyUses<TopicFigures>,
  $result: {
    requirement: 'required',
    topic: 'required',
    operation: 'required',
    level: 'required',
    evidence: 'required',
    gating: 'required',
    documents: 'required',
    statement: 'required',
    sources: 'required',
    citations: 'optional',
    verdict: 'required',
    reason: 'optional',
    blockedBy: 'optional',
    because: 'optional',
    decidedBy: 'optional',
    durationMs: 'required',
    clients: 'required',
    findings: 'required',
    remarks: 'required',
    defect: 'optional',
  } satisfies KeyUses<Result>,
  $finding: {
    requirement: 'required',
    client: 'required',
    code: 'required',
    harm: 'required',
    facts: 'required',
    cause: 'required',
    summary: 'required',
    expected: 'required',
    observed: 'required',
    hints: 'required',
    counterexample: 'optional',
    reproduce: 'required',
    fingerprint: 'required',
    exchange: 'optional',
    steps: 'optional',
    compared: 'optional',
  } satisfies KeyUses<ReportedFinding>,
  'conflicts.[]': {
    id: 'required',
    subject: 'required',
    observed: 'required',
    documented: 'required',
    requirements: 'required',
    indistinct: 'optional',
    follows: 'required',
  } satisfies KeyUses<ConflictResult>,
  'cleanup.[]': {
    requirement: 'required',
    what: 'required',
    reason: 'required',
    unknown: 'optional',
  } satisfies KeyUses<Omit<CleanupFailed, 'type'>>,
  'capabilities.[]': {
    capability: 'required',
    declared: 'optional',
    observed: 'required',
  } satisfies KeyUses<Omit<CapabilityProbed, 'type'>>,
  digests: {
    log: 'required',
    contract: 'optional',
    plan: 'required',
    report: 'required',
  } satisfies KeyUses<Digests>,
};

it.each(Object.entries(TYPES))('the schema of the report agrees with its type at "%s"', (path, uses) => {
  expect(usesOf(schemaAt(schema, path))).toEqual(uses);
});

it.each([
  ['$verdict', VERDICTS],
  ['$client', [...CLIENT_KINDS, 'adapter']],
])('the schema of the report has the words of the program at "%s"', (path, words) => {
  expect(schemaAt(schema, path)).toMatchObject({ enum: expect.arrayContaining([...words]) as unknown });
  expect((schemaAt(schema, path) as { readonly enum: readonly string[] }).enum).toHaveLength(words.length);
});
