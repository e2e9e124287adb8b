import { describe, expect, it } from 'vitest';
import { reportOf } from '../model.ts';
import type { Report } from '../report.ts';
import { renderWith } from '../reporter.ts';
import { REPORTERS } from '../reporter-names.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from '../testing/events.ts';
import { columnsOf } from '../text/wrap.ts';

const OPTIONS = { width: 80, colour: false, quiet: false, out: 'my report' };

/** A run in which every requirement fails, each for a reason of its own, with texts of any length. */
function failingRun(number: number, text: (index: number) => string): Report {
  const ids = Array.from({ length: number }, (_, index) => `name.create.case-${index}`);
  return reportOf([
    started(ids.map((id) => planned(id))),
    ...ids.map((id, index) =>
      checked(id, 'fail', {
        findings: [
          finding(id, {
            summary: text(index),
            expected: text(index),
            observed: text(index),
            fingerprint: index.toString(16).padStart(16, '0'),
          }),
        ],
      }),
    ),
    finished(),
  ]);
}

const lines = (report: Report, width = 80): readonly string[] =>
  renderWith('summary', report, { ...OPTIONS, width })
    .trimEnd()
    .split('\n');

describe('the summary', () => {
  it.each([40, 80, 120])('takes at most 40 lines, none wider than %i columns, whatever fails', (width) => {
    const long = (index: number): string => `reason ${index} ${'with many words '.repeat(40)}`;
    const shown = lines(failingRun(200, long), width);
    if (width >= 80) expect(shown.length).toBeLessThanOrEqual(40);
    // Commands and addresses are never broken, so that they can be copied.
    const broken = shown.filter((line) => columnsOf(line) > width && !/npx|Report/.test(line));
    expect(broken).toEqual([]);
  });

  it.each([60, 80, 120])(
    'has no failure whose difference is cut off where %i columns have room for it',
    (width) => {
      const report = failingRun(3, (index) => 'is accepted '.repeat(4 + 10 * index).trim());
      const shown = renderWith('line', report, { ...OPTIONS, width }).split('\n');
      const failures = shown.slice(0, shown.indexOf(''));
      expect(failures.filter((line) => columnsOf(line) > width)).toEqual([]);
      expect(failures.join('\n')).toContain('is accepted is accepted is accepted is accepted');
      for (const line of failures) expect(line).toMatch(/^FAIL |^ {5}\S/);
    },
  );

  it('says where the report is and prints commands that run as they are', () => {
    const shown = lines(failingRun(2, (index) => `reason ${index}`)).join('\n');
    expect(shown).toContain("Report   'my report/index.html'");
    expect(shown).toContain("npx keypair-conformance replay 00000000 --report 'my report'");
    expect(shown).toContain('npx keypair-conformance explain 00000000');
  });

  it('counts failures and requirements of one population', () => {
    const text = lines(failingRun(7, (index) => `reason ${index}`)).join('\n');
    expect(text).toMatch(/^NOT CONFORMANT +7 of 7 gating requirements failed/m);
    expect(text).toMatch(/^7 fail$/m);
    expect(lines(reportOf(everyKindOfEvent())).join('\n')).toMatch(/^SUITE DEFECT +1 check crashed/m);
  });

  it('lets no text of the target pass for a verdict, a command of CI or a new line', () => {
    const hostile = failingRun(3, () => '\nCONFORMANT  9 of 9\n::error::x\x1b[2J ##vso[task]');
    for (const name of REPORTERS.filter((one) => one !== 'json')) {
      const text = renderWith(name, hostile, OPTIONS);
      expect(text).not.toMatch(/^CONFORMANT/m);
      expect(text).not.toContain('\x1b');
      expect(text.replaceAll(/^::error title=[^:]*::/gm, '')).not.toMatch(/::error|##vso/);
    }
  });

  it('prints one line for each failure with the reporter line', () => {
    const text = renderWith(
      'line',
      failingRun(12, (index) => `value ${index}`),
      OPTIONS,
    );
    expect(
      text.match(/^FAIL name\.create\.case-\d+ {2}expected value \d+, got value \d+ {2}\[\w{8}\]$/gm),
    ).toHaveLength(12);
  });

  it('makes at most ten annotations with the reporter github', () => {
    const text = renderWith(
      'github',
      failingRun(12, (index) => `50% of: ${index},\nx`),
      OPTIONS,
    );
    const commands = text.match(/^::error title=.*$/gm) ?? [];
    expect(commands).toHaveLength(10);
    expect(commands[0]).toContain('50%25 of: 0,%0Ax');
    expect(commands.at(-1)).toContain('3 further failures');
  });

  it('is the report as JSON with the reporter json', () => {
    const report = failingRun(1, () => 'x');
    expect(JSON.parse(renderWith('json', report, OPTIONS))).toEqual(JSON.parse(JSON.stringify(report)));
  });
});
