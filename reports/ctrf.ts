import { breakCommands } from '../specs/escape.ts';
import type { Report, Result } from './report.ts';
import { rerunCommand } from './rerun.ts';

/** Version of the Common Test Report Format that is written. */
const SPEC_VERSION = '0.0.0';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/**
 * `ctrf.json`: the report in the Common Test Report Format (https://ctrf.io). The format has fewer words than the run:
 * what should have been judged and was not, and a difference that only informs, are `other`; `rawStatus` has the verdict.
 */
export function renderCtrf(report: Report): string {
  const { run, target, tool, summary, results } = report;
  const start = Date.parse(run.startedAt);
  const statuses = results.map(statusOf);
  const counted = (status: Status): number => statuses.filter((candidate) => candidate === status).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: new Date(start + run.durationMs).toISOString(),
    generatedBy: `${tool.name} ${tool.version}`,
    results: {
      tool: { name: tool.name, version: tool.version },
      summary: {
        tests: results.length,
        passed: counted('passed'),
        failed: counted('failed'),
        skipped: counted('skipped'),
        pending: 0,
        other: counted('other'),
        suites: report.byTopic.length,
        start,
        stop: start + Math.round(run.durationMs),
        duration: Math.round(run.durationMs),
        extra: { divergence: summary.divergence, coverage: summary.coverage, verdicts: summary.verdicts },
      },
      tests: results.map((result) => testOf(result, report)),
      environment: {
        testEnvironment: target.endpoint,
        extra: { target, seed: run.seed, reading: run.reading },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function statusOf({ verdict, gating }: Result): Status {
  switch (verdict) {
    case 'pass':
      return 'passed';
    case 'fail':
      return gating ? 'failed' : 'other';
    case 'inconclusive':
    case 'blocked':
    case 'defect':
      return 'other';
    case 'unsupported':
    case 'skipped':
      return 'skipped';
  }
}

function testOf(result: Result, report: Report): object {
  const { requirement, topic, operation, level, evidence, gating, documents, findings } = result;
  const message =
    findings.length > 0 ? findings.map(({ summary }) => summary).join('; ') : (result.reason ?? undefined);
  const trace = findings
    .map(({ expected, observed, hints }) =>
      [`expected: ${expected}`, `observed: ${observed}`, ...hints.map((hint) => `hint: ${hint}`)].join('\n'),
    )
    .join('\n\n');
  return {
    testId: requirement,
    name: requirement,
    status: statusOf(result),
    rawStatus: result.verdict,
    duration: Math.round(result.durationMs),
    suite: [report.target.provider, topic],
    type: 'conformance',
    tags: [topic, operation, level, evidence],
    labels: { level, evidence, gating, ...(documents.length > 0 && { documents }) },
    ...(message !== undefined && { message: breakCommands(message) }),
    ...(trace !== '' && { trace: breakCommands(trace) }),
    extra: {
      requirement,
      statement: result.statement,
      sources: result.sources,
      fingerprints: findings.map(({ fingerprint }) => fingerprint),
      again: rerunCommand(report, requirement),
    },
  };
}
