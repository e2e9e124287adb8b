import type { Comparison } from '../gate/outcome.ts';
import { verdictBecause } from '../runner/verdict.ts';
import { sentOf } from './console/sent.ts';
import { type Fate, fatesOf, strayEntries } from './fate.ts';
import type { ClientDisagreement, Report, ReportedFinding, Result } from './report.ts';
import { rerunCommand } from './rerun.ts';
import { xmlAttributes, xmlText } from './text/xml.ts';

/**
 * The report as JUnit XML: a suite for each topic, a case for each requirement. It fits `junit-10.xsd` of the Jenkins
 * xUnit plugin, which allows properties in suites and cases only.
 * A failed gate is a `failure`. What had to be judged and was not (inconclusive, blocked, suite defect) is an `error`, so
 * that a pipeline does not go green on it, and so is what is unsupported without a declaration. What was not selected, is
 * declared missing, is informational or expected by the baseline is `skipped` with its reason.
 */
export function renderJunit(report: Report, comparison?: Comparison): string {
  const fateOf = fatesOf(report, comparison);
  const stray = strayEntries(comparison);
  const suites = report.byTopic.map(({ topic }) => {
    const results = report.results.filter((result) => result.topic === topic);
    const cases = results.map((result) => caseOf(result, fateOf(result), report));
    return suiteOf(topic, cases, countsOf(results, fateOf), report);
  });
  if (stray.length > 0) {
    const counts = { tests: stray.length, failures: stray.length, errors: 0, skipped: 0, time: seconds(0) };
    suites.push(suiteOf('baseline', stray.map(strayCase), counts, report));
  }
  const { skipped: _, ...all } = countsOf(report.results, fateOf);
  const totals = {
    ...all,
    tests: report.results.length + stray.length,
    failures: Number(all.failures) + stray.length,
  };
  const name = `${report.tool.name} ${report.target.name}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name, ...totals })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

type Counts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped' | 'time', number | string>>;

function suiteOf(name: string, cases: readonly string[], counts: Counts, report: Report): string {
  return [
    `  <testsuite${xmlAttributes({ name, ...counts, timestamp: report.run.startedAt })}>`,
    '    <properties>',
    ...runProperties(report).map(([key, value]) => `      <property${xmlAttributes({ name: key, value })}/>`),
    '    </properties>',
    ...cases,
    '  </testsuite>',
  ].join('\n');
}

function strayCase({ name, why }: { readonly name: string; readonly why: string }): string {
  return [
    `    <testcase${xmlAttributes({ classname: 'baseline', name, time: seconds(0) })}>`,
    `      <failure${xmlAttributes({ message: why, type: 'baseline' })}/>`,
    '    </testcase>',
  ].join('\n');
}

function countsOf(results: readonly Result[], fateOf: (result: Result) => Fate): Counts {
  const kinds = results.map((result) => fateOf(result).kind);
  const having = (kind: Fate['kind']): number => kinds.filter((candidate) => candidate === kind).length;
  return {
    tests: results.length,
    failures: having('failed'),
    errors: having('error'),
    skipped: having('skipped'),
    time: seconds(results.reduce((sum, result) => sum + result.durationMs, 0)),
  };
}

function runProperties(report: Report): readonly (readonly [string, string])[] {
  return [
    ['tool', `${report.tool.name} ${report.tool.version}`],
    ['target', report.target.name],
    ...(report.target.version === undefined ? [] : [['target version', report.target.version] as const]),
    ['provider', report.target.provider],
    ['endpoint', report.target.endpoint],
    ['seed', String(report.run.seed)],
    ['reading', report.run.reading],
  ];
}

function caseOf(result: Result, fate: Fate, report: Report): string {
  const properties = { requirement: result.requirement, level: result.level, evidence: result.evidence };
  const attributes = {
    classname: `${report.target.provider}.${result.topic}`,
    name: result.requirement,
    time: seconds(result.durationMs),
  };
  return [
    `    <testcase${xmlAttributes(attributes)}>`,
    '      <properties>',
    ...Object.entries(properties).map(
      ([name, value]) => `        <property${xmlAttributes({ name, value })}/>`,
    ),
    '      </properties>',
    ...fateElement(result, fate, report),
    '    </testcase>',
  ].join('\n');
}

function fateElement(result: Result, fate: Fate, report: Report): readonly string[] {
  const message = fate.why ?? reasonOf(result, report);
  switch (fate.kind) {
    case 'passed':
      return [];
    case 'failed': {
      const detail = xmlText(failureText(result, report));
      return [`      <failure${xmlAttributes({ message, type: result.verdict })}>${detail}</failure>`];
    }
    case 'skipped':
      return [`      <skipped${xmlAttributes({ message })}/>`];
    case 'error': {
      const detail = xmlText(result.defect ?? '');
      return [`      <error${xmlAttributes({ message, type: result.verdict })}>${detail}</error>`];
    }
  }
}

function reasonOf(result: Result, report: Report): string {
  const summary = result.findings.map((finding) => finding.summary).join('; ');
  if (result.verdict !== 'fail') return verdictBecause(result.verdict, result.reason);
  if (result.gating) return summary;
  return [
    `informational (${result.level}, ${result.evidence}): ${summary}`,
    ...disagreementsAbout(result, report).map((one) => `clients disagree: ${one.summary}`),
  ].join('; ');
}

function failureText(result: Result, report: Report): string {
  return [
    result.statement,
    ...result.findings.map(findingText),
    ...disagreementsAbout(result, report).map(disagreementText),
    `sources: ${result.sources.join('; ')}`,
    `rerun: ${rerunCommand(report, result.requirement)}`,
  ].join('\n\n');
}

function findingText(finding: ReportedFinding): string {
  return [
    `${finding.summary} (client ${finding.client})`,
    `expected: ${finding.expected}`,
    `observed: ${finding.observed}`,
    ...finding.hints.map((hint) => `hint: ${hint}`),
    ...Object.entries(finding.reproduce).map(([tool, command]) => `${tool}: ${command}`),
  ].join('\n');
}

function disagreementsAbout({ requirement }: Result, { clients }: Report): readonly ClientDisagreement[] {
  return (clients?.disagreements ?? []).filter((one) => one.requirement === requirement);
}

/** It stands in the case of its requirement, because that is how it counts. */
function disagreementText({ summary, between, expected, observed, fingerprint }: ClientDisagreement): string {
  return [
    `clients disagree: ${summary}`,
    ...between.map(({ client, exchange }) =>
      exchange === undefined
        ? `${client}: no exchange in the log`
        : `${client}: ${sentOf(exchange)} \u2192 HTTP ${exchange.response.status}`,
    ),
    `expected: ${expected}`,
    `observed: ${observed}`,
    `failure: ${fingerprint}`,
  ].join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
