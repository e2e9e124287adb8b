import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../gate/outcome.ts';
import { expectedOf } from './expected.ts';
import { renderHtml } from './html/report.ts';
import { reportOf } from './model.ts';
import { renderSummary } from './summary.ts';
import { everyKindOfComparison } from './testing/baseline.ts';
import { everyKindOfEvent } from './testing/events.ts';

const report = reportOf(everyKindOfEvent());
const comparison = everyKindOfComparison(report);

describe('what a baseline makes of a report', () => {
  it('is spread over the requirements that each outcome is about', () => {
    const kinds: Record<string, readonly OutcomeKind[]> = {};
    for (const [id, expected] of expectedOf(report, comparison)) kinds[id] = expected.map(({ kind }) => kind);
    expect(kinds).toEqual({
      'name.inform': ['known'],
      'name.fail': ['changed-fingerprint'],
      'name.pass': ['unexpected-pass'],
      'tags.blocked': ['not-judged'],
    });
  });

  it('keeps the issue and the last day of an entry, and names its line', () => {
    expect(expectedOf(report, comparison).get('name.inform')).toEqual([
      {
        kind: 'known',
        place: 'name.inform (wire) at baseline.yaml:2',
        text: 'nobody minds',
        issue: 'https://example.test/7',
        expires: '2027-01-31',
      },
    ]);
  });

  it('is an expired entry for the failures that it would have excused, and for no others', () => {
    const outcomes = comparison.outcomes.filter(({ kind }) => kind === 'expired');
    expect(outcomes).toHaveLength(1);
    const excused = outcomes.map((outcome) => ({
      ...outcome,
      entry: outcome.entry && { ...outcome.entry, fingerprint: ['0123456789abcdef'] },
    }));
    const expected = expectedOf(report, { ...comparison, outcomes: excused as typeof outcomes });
    expect([...expected].map(([id, [first]]) => [id, first?.kind])).toEqual([['name.fail', 'expired']]);
  });
});

describe('index.html of a run with a baseline', () => {
  const page = renderHtml(report, comparison);

  it('says whether the baseline holds, and names what it did not expect with its line', () => {
    expect(page).toContain('Against the baseline');
    expect(page).toMatch(/Broken<\/strong>1 known failure, /);
    expect(page).toContain('name.fail (wire) at baseline.yaml:8');
    expect(page).toContain('nothing.here at baseline.yaml:21');
  });

  it('marks requirements with their classes, for eyes and for the filter', () => {
    expect(page).toContain('data-baseline="known"');
    expect(page).toMatch(/class fail">changed failure</);
    expect(page).toContain('<option value="changed-fingerprint">changed failure</option>');
    expect(page).toContain('nobody minds (https://example.test/7, until 2027-01-31)');
    expect(page).toContain('passes now; prune it, or mark it as flaky');
  });

  it('says nothing of a baseline where there was none', () => {
    const plain = renderHtml(report);
    expect(plain).not.toContain('Against the baseline');
    expect(plain).not.toContain('data-baseline=');
  });
});

describe('summary.md of a run with a baseline', () => {
  it('has its word, its counts and what it did not expect', () => {
    const text = renderSummary(report, comparison);
    expect(text).toMatch(/\*\*Baseline\*\* `baseline\.yaml`: broken, 4 unexpected \(1 known failure, /);
    expect(text).toContain(
      '- unexpected pass: `name.pass at baseline.yaml:13`: passes now; prune it, or mark it as flaky',
    );
  });

  it('says that it holds where nothing was unexpected', () => {
    const held = { ...comparison, outcomes: comparison.outcomes.filter(({ kind }) => kind === 'known') };
    expect(renderSummary(report, held)).toContain(': holds (1 known failure)');
  });
});
