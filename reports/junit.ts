import { sentOf } from './console/sent.ts';
import { isHole } from './decide.ts';
import type { ClientDisagreement } from './disagreements.ts';
import type { Report, ReportedFinding, Result } from './report.ts';
import { rerunCommand } from './rerun.ts';
import { xmlAttributes, xmlText } from './text/xml.ts';

/**
 * The report as JUnit XML: a suite for each topic, a case for each requirement.
 * A failed gate is a `failure`. What should have been judged and was not (inconclusive, blocked, suite defect) is an
 * `error`, so that a pipeline does not go green on it, and so is what is unsupported without a declaration. What was not
 * asked, is declared missing, or only informs is
 * `skipped` with its reason.
 */
export function renderJunit(report: Report): string {
  const suites = report.byTopic.map(({ topic }) => {
    const results = report.results.filter((result) => result.topic === topic);
    return [
      `  <testsuite${xmlAttributes({ name: topic, ...countsOf(results), timestamp: report.run.startedAt })}>`,
      ...results.map((result) => caseOf(result, report)),
      '  </testsuite>',
    ].join('\n');
  });
  const name = `${report.tool.name} ${report.target.name}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name, ...countsOf(report.results) })}>`,
    '  <properties>',
    ...runProperties(report).map(([key, value]) => `    <property${xmlAttributes({ name: key, value })}/>`),
    '  </properties>',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

type Fate = 'passed' | 'failure' | 'error' | 'skipped';

function fateOf(result: Result): Fate {
  switch (result.verdict) {
    case 'pass':
      return 'passed';
    case 'fail':
      return result.gating ? 'failure' : 'skipped';
    case 'inconclusive':
    case 'blocked':
    case 'defect':
      return 'error';
    case 'unsupported':
      return isHole(result) ? 'error' : 'skipped';
    case 'skipped':
      return 'skipped';
  }
}

function countsOf(results: readonly Result[]): Readonly<Record<string, number | string>> {
  const fates = results.map(fateOf);
  const having = (fate: Fate): number => fates.filter((candidate) => candidate === fate).length;
  return {
    tests: results.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: seconds(results.reduce((sum, result) => sum + result.durationMs, 0)),
  };
}

function runProperties(report: Report): readonly (readonly [string, string])[] {
  return [
    ['tool', `${report.tool.name} ${report.tool.version}`],
    ['provider', report.target.provider],
    ['endpoint', report.target.endpoint],
    ['seed', String(report.run.seed)],
    ['reading', report.run.reading],
  ];
}

function caseOf(result: Result, report: Report): string {
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
    ...fateElement(result, report),
    '    </testcase>',
  ].join('\n');
}

function fateElement(result: Result, report: Report): readonly string[] {
  const fate = fateOf(result);
  if (fate === 'passed') return [];
  const summary = result.findings.map((finding) => finding.summary).join('; ');
  if (result.verdict === 'fail' && fate === 'failure') {
    const detail = xmlText(failureText(result, report));
    return [`      <failure${xmlAttributes({ message: summary, type: result.verdict })}>${detail}</failure>`];
  }
  const message =
    result.verdict === 'fail'
      ? [
          `differs, but only informs (${result.level}, ${result.evidence}): ${summary}`,
          ...disagreementsAbout(result, report).map((one) => `clients disagree: ${one.summary}`),
        ].join('; ')
      : `${result.verdict}: ${result.reason ?? 'no reason given'}`;
  if (fate === 'skipped') return [`      <skipped${xmlAttributes({ message })}/>`];
  const detail = xmlText(result.defect ?? '');
  return [`      <error${xmlAttributes({ message, type: result.verdict })}>${detail}</error>`];
}

function failureText(result: Result, report: Report): string {
  return [
    result.statement,
    ...result.findings.map(findingText),
    ...disagreementsAbout(result, report).map(disagreementText),
    `sources: ${result.sources.join('; ')}`,
    `again: ${rerunCommand(report, result.requirement)}`,
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
