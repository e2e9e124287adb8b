import { describe, expect, it } from 'vitest';
import { reportOf } from './model.ts';
import { MOST_LINES, renderSummary } from './summary.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from './testing/events.ts';
import { hostileEvents } from './testing/hostile.ts';

describe('summary.md', () => {
  it('has conclusion, both figures, the mission documents and the causes', () => {
    const text = renderSummary(reportOf(everyKindOfEvent()));
    expect(text).toMatch(/^## moto: /);
    expect(text).toContain('**Divergence 25.0%** · **coverage 37.5%** of 8 planned requirements');
    expect(text).toContain('| ECS API Reference | 0 | 0 | 0 | – | – |');
    expect(text).toContain('### 2 failures, 1 cause');
    expect(text).toContain('- 2 × accepted instead of rejected');
    expect(text).toContain('--only name.fail --seed 42');
  });

  it('never has more than fifty lines, and says what is left out', () => {
    const ids = Array.from({ length: 120 }, (_, index) => `name.n${index}`);
    const report = reportOf([
      started(ids.map((id) => planned(id))),
      ...ids.map((id) =>
        checked(id, 'fail', {
          findings: [finding(id, { cause: { key: id, title: `${id} is another fault` } })],
        }),
      ),
      finished(),
    ]);
    const lines = renderSummary(report).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
    expect(lines.some((line) => /^- and \d+ further causes, see index\.html$/.test(line))).toBe(true);
  });

  it('has no list of failures where there are none', () => {
    const text = renderSummary(reportOf([started([planned('a')]), checked('a', 'pass'), finished()]));
    expect(text).not.toContain('###');
    expect(text).not.toContain('Re-run the first');
  });

  it('keeps texts of a target from becoming markup, mentions or links', () => {
    const text = renderSummary(reportOf(hostileEvents()));
    expect(text).not.toMatch(/<script|<img|(^|[^\\])\[x\]\(|[\x1b\u202e]|(^|\s)@everyone/);
  });
});
