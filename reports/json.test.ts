import { describe, expect, it } from 'vitest';
import { renderJson } from './json.ts';
import { reportOf } from './model.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from './testing/events.ts';
import { reportValidator } from './testing/schema.ts';

const validate = reportValidator();

describe('renderJson', () => {
  it('writes what the shipped schema describes, for a run with everything in it', () => {
    const counterexample = { seed: 1, path: '0:1', value: '"x"', runs: 2, shrinks: 1 };
    const events = [
      ...everyKindOfEvent().slice(0, -1),
      checked('name.fail', 'fail', { client: 'sdk', findings: [finding('name.fail', { counterexample })] }),
      finished({ unreachable: 'gone' }),
    ];
    validate(JSON.parse(renderJson(reportOf(events))));
    expect(validate.errors).toBeNull();
  });

  it('is read back as the same report', () => {
    const report = reportOf(everyKindOfEvent());
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });
});

describe('report.schema.json', () => {
  it.each([
    ['an unknown key', { extra: 1 }],
    ['another schema version', { schemaVersion: 2 }],
    ['a missing part', { summary: undefined }],
    [
      'a share above one',
      { byTopic: [{ topic: 'name', planned: 1, verdicts: {}, divergence: 2, coverage: 1 }] },
    ],
  ])('refuses %s', (_, change) => {
    const report = JSON.parse(renderJson(reportOf([started([planned('a')]), finished()]))) as object;
    expect(validate(JSON.parse(JSON.stringify({ ...report, ...change })))).toBe(false);
  });
});
