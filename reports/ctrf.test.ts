import { describe, expect, it } from 'vitest';
import { renderCtrf } from './ctrf.ts';
import { reportOf } from './model.ts';
import { everyKindOfEvent } from './testing/events.ts';
import { hostileEvents } from './testing/hostile.ts';
import { ctrfValidator } from './testing/schema.ts';

describe('ctrf.json', () => {
  it.each([
    ['every kind of event', everyKindOfEvent()],
    ['hostile texts', hostileEvents()],
  ])('fits the schema of the format with %s', (_, events) => {
    const validate = ctrfValidator();
    validate(JSON.parse(renderCtrf(reportOf(events))));
    expect(validate.errors).toBeNull();
  });

  it('keeps the verdicts that the format has no word for, and counts add up', () => {
    const { results } = JSON.parse(renderCtrf(reportOf(everyKindOfEvent()))) as {
      results: { summary: Record<string, number>; tests: { status: string; rawStatus: string }[] };
    };
    const pairs = results.tests.map(({ status, rawStatus }) => `${rawStatus}: ${status}`);
    expect(pairs).toEqual([
      'pass: passed',
      'fail: failed',
      'fail: other',
      'unsupported: skipped',
      'blocked: other',
      'inconclusive: other',
      'defect: other',
      'skipped: skipped',
    ]);
    expect(results.summary).toMatchObject({
      tests: 8,
      passed: 1,
      failed: 1,
      skipped: 2,
      pending: 0,
      other: 4,
    });
  });
});
