import type { Comparison } from '../gate/outcome.ts';
import { breakCommands } from '../specs/escape.ts';
import { type Fate, fatesOf, strayEntries } from './fate.ts';
import type { Report, Result } from './report.ts';
import { rerunCommand } from './rerun.ts';

/** Version of the Common Test Report Format that is written. */
const SPEC_VERSION = '0.0.0';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/**
 * `ctrf.json`: the report in the Common Test Report Format (https://ctrf.io). The format has fewer words than the run:
 * what had to be judged and was not, and an informational failure, are `other`; what a baseline expects is `skipped`
 * with its reason. `rawStatus` has the verdict.
 */
export function renderCtrf(report: Report, comparison?: Comparison): string {
  const { run, target, tool, summary, results } = report;
  const start = Date.parse(run.startedAt);
  const fateOf = fatesOf(report, comparison);
  const tests = [
    ...results.map((result) => testOf(result, fateOf(result), report)),
    ...strayEntries(comparison).map(({ name, why }) => ({
      name,
      status: 'failed' as const,
      duration: 0,
      suite: ['baseline'],
      message: breakCommands(why),
    })),
  ];
  const statuses = tests.map(({ status }) => status);
  const counted = (status: Status): number => statuses.filter((candidate) => candidate === status).length;
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: new Date(start + run.durationMs).toISOString(),
    generatedBy: `${tool.name} ${tool.version}`,
    results: {
      tool: { name: tool.name, version: tool.version },
      summary: {
        tests: tests.length,
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
      tests,
      environment: {
        testEnvironment: target.endpoint,
        extra: { target, seed: run.seed, reading: run.reading },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function statusOf({ verdict }: Result, { kind, why }: Fate): Status {
  switch (kind) {
    case 'passed':
    case 'failed':
      return kind;
    case 'error':
      return verdict === 'unsupported' ? 'skipped' : 'other';
    case 'skipped':
      return verdict === 'fail' && why === undefined ? 'other' : 'skipped';
  }
}

interface Test extends Readonly<Record<string, unknown>> {
  readonly status: Status;
}

function testOf(result: Result, fate: Fate, report: Report): Test {
  const { requirement, topic, operation, level, evidence, gating, documents, findings } = result;
  const message =
    fate.why ??
    (findings.length > 0 ? findings.map(({ summary }) => summary).join('; ') : (result.reason ?? undefined));
  const trace = findings
    .map(({ expected, observed, hints }) =>
      [`expected: ${expected}`, `observed: ${observed}`, ...hints.map((hint) => `hint: ${hint}`)].join('\n'),
    )
    .join('\n\n');
  return {
    testId: requirement,
    name: requirement,
    status: statusOf(result, fate),
    rawStatus: result.verdict,
    duration: Math.round(result.durationMs),
    suite: [report.target.provider, topic],
    type: 'conformance',
    tags: [...new Set([topic, operation, level, evidence])],
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
