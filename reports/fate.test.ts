import { describe, expect, it } from 'vitest';
import { parseBaseline } from '../gate/baseline.ts';
import { compare } from '../gate/compare.ts';
import { type Comparison, unexpectedOf } from '../gate/outcome.ts';
import { annotationsOf } from './annotations.ts';
import { renderCtrf } from './ctrf.ts';
import { renderJunit } from './junit.ts';
import { reportOf } from './model.ts';
import type { Report } from './report.ts';
import { everyKindOfComparison } from './testing/baseline.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from './testing/events.ts';
import { hostileEvents } from './testing/hostile.ts';
import { junitFaults } from './testing/junit-grammar.ts';

/** Two failures, one of which blocks a third requirement. */
const report: Report = reportOf([
  started([planned('a'), planned('b'), planned('c')]),
  checked('a', 'fail', { findings: [finding('a', { fingerprint: 'aaaaaaaaaaaaaaaa' })] }),
  checked('b', 'fail', { findings: [finding('b', { fingerprint: 'bbbbbbbbbbbbbbbb' })] }),
  checked('c', 'blocked', { reason: 'blocked by a (failed)', blockedBy: 'a' }),
  finished(),
]);

const entry = (requirement: string, fingerprint: string): string =>
  `  - {requirement: ${requirement}, because: see issue 12, issue: 'https://example.test/12', expires: 2027-01-31, fingerprint: ['${fingerprint}']}\n`;
const A = entry('a', 'aaaaaaaaaaaaaaaa');
const B = entry('b', 'bbbbbbbbbbbbbbbb');

function under(entries: string): Comparison {
  return compare(
    parseBaseline(`entries:${entries === '' ? ' []' : `\n${entries}`}`, 'baseline.yaml'),
    [report.results],
    '2026-11-22',
  );
}

function counts(comparison?: Comparison): {
  readonly junit: string;
  readonly ctrf: number;
  readonly annotations: number;
} {
  const junit = renderJunit(report, comparison);
  const { results } = JSON.parse(renderCtrf(report, comparison)) as {
    readonly results: { readonly summary: { readonly failed: number } };
  };
  return {
    junit:
      /<testsuites [^>]*failures="(\d+)" errors="\d+"/.exec(junit)?.[0].replace(/.*tests="\d+" /, '') ?? '',
    ctrf: results.summary.failed,
    annotations: annotationsOf(report, comparison).length,
  };
}

describe('JUnit, CTRF and annotations under a baseline', () => {
  it('have no failure and no error where it holds, also for what an expected failure blocks', () => {
    const comparison = under(A + B);
    expect(unexpectedOf(comparison)).toEqual([]);
    expect(counts(comparison)).toEqual({ junit: 'failures="0" errors="0"', ctrf: 0, annotations: 0 });
    const reason = 'expected failure: see issue 12, https://example.test/12, until 2027-01-31';
    expect(renderJunit(report, comparison)).toContain(`<skipped message="${reason}"/>`);
    expect(renderCtrf(report, comparison)).toContain(`"message": "${reason}"`);
    expect(renderJunit(report, comparison)).toContain(
      '<skipped message="blocked by an expected failure: a"/>',
    );
  });

  it('have exactly what it does not expect', () => {
    expect(counts(under(A))).toEqual({ junit: 'failures="1" errors="0"', ctrf: 1, annotations: 1 });
    expect(counts(under(''))).toMatchObject({ ctrf: 2, annotations: 2 });
    expect(counts()).toMatchObject({ ctrf: 2, annotations: 2 });
  });

  it('fail for an entry that matches no requirement, in a suite of its own, with its line', () => {
    const comparison = under(A + B + entry('nothing.here', 'cccccccccccccccc'));
    expect(counts(comparison)).toEqual({ junit: 'failures="1" errors="0"', ctrf: 1, annotations: 1 });
    expect(renderJunit(report, comparison)).toContain('<testsuite name="baseline" tests="1" failures="1"');
    expect(annotationsOf(report, comparison)).toEqual([
      expect.stringMatching(/^::error file=baseline\.yaml,line=4,title=nothing\.here%3A /),
    ]);
  });

  it('fail for a known failure that no longer occurs', () => {
    const events = everyKindOfEvent();
    const other = reportOf(events);
    const comparison = everyKindOfComparison(other);
    expect(renderJunit(other, comparison)).toMatch(
      /name="name\.pass"[\s\S]*?<failure message="unexpected pass \(/,
    );
  });
});

describe('JUnit XML', () => {
  it.each([
    ['every kind of event', everyKindOfEvent()],
    ['hostile texts', hostileEvents()],
  ])('fits the schema of the Jenkins xUnit plugin with %s', (_, events) => {
    const one = reportOf(events);
    expect(junitFaults(renderJunit(one))).toEqual([]);
    expect(junitFaults(renderJunit(one, everyKindOfComparison(one)))).toEqual([]);
  });

  it.each([
    ['<testsuites skipped="1"/>', 'testsuites has skipped'],
    ['<testsuites><properties/></testsuites>', 'testsuites has properties'],
    ['<testsuites><testsuite name="a" tests="1" failures="0"/></testsuites>', 'testsuite lacks errors'],
    ['<testsuites time="1.2.3"/>', 'testsuites has the time 1.2.3'],
    ['<testsuites>text</testsuites>', 'testsuites has text'],
    ['<testcase name="a"/>', 'the document has testcase'],
  ])('that does not fit it is noticed: %s', (xml, fault) => {
    expect(junitFaults(xml)).toEqual([fault]);
  });
});
