import { describe, expect, it } from 'vitest';
import { UsageError } from '../../targets/usage-error.ts';
import { reportOf } from '../model.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from '../testing/events.ts';
import { compactOf, MOST_BYTES, renderCompact } from './compact.ts';
import { compactFrom, looksCompact } from './read.ts';

describe('compact results', () => {
  it('hold every verdict with its finding, blocker or reason, and are read back as they were', () => {
    const result = compactOf(reportOf(everyKindOfEvent()));
    expect(result.results).toEqual({
      'name.fail': ['fail', 0],
      'name.inform': ['fail', 0, 'informational'],
      'name.pass': 'pass',
      'tags.blocked': 'blocked',
      'tags.defect': ['defect', expect.any(Number)],
      'tags.inconclusive': ['inconclusive', expect.any(Number)],
      'tags.skipped': ['skipped', expect.any(Number)],
      'tags.unsupported': ['unsupported', expect.any(Number)],
    });
    expect(result.gating).toEqual({ planned: 6, pass: 1, fail: 1 });
    const text = renderCompact(result);
    expect(looksCompact(text)).toBe(true);
    expect(compactFrom(text, 'a.json')).toEqual(result);
  });

  it('stay within 60 kB however much the target has to say', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `name.create.requirement-${index}`);
    const report = reportOf([
      started(ids.map((id) => planned(id))),
      ...ids.map((id) =>
        checked(id, 'fail', { findings: [finding(id, { observed: `${id} ${'x'.repeat(5_000)}` })] }),
      ),
      finished(),
    ]);
    expect(Buffer.byteLength(renderCompact(compactOf(report)))).toBeLessThanOrEqual(MOST_BYTES);
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -9)],
    ['a finding that is not there', (text: string) => text.replace('["fail",0]', '["fail",7]')],
    ['a count that does not fit', (text: string) => text.replace('"fail":1}', '"fail":3}')],
    ['an unknown verdict', (text: string) => text.replace('"name.pass": "pass"', '"name.pass": "good"')],
    ['an unknown key', (text: string) => text.replace('"gating"', '"extra": 1, "gating"')],
  ])('refuses %s', (_, damage) => {
    const text = renderCompact(compactOf(reportOf(everyKindOfEvent())));
    expect(damage(text)).not.toBe(text);
    expect(() => compactFrom(damage(text), 'a.json')).toThrow(UsageError);
  });
});
