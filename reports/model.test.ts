import { describe, expect, it } from 'vitest';
import { reportOf } from './model.ts';
import {
  checked,
  everyKindOfEvent,
  exchange,
  finding,
  finished,
  planned,
  started,
} from './testing/events.ts';

describe('reportOf', () => {
  it('keeps every planned requirement in the denominator, whatever became of it', () => {
    const { summary } = reportOf(everyKindOfEvent());
    expect(summary.planned).toBe(8);
    expect(summary.verdicts).toEqual({
      pass: 1,
      fail: 2,
      unsupported: 1,
      blocked: 1,
      inconclusive: 1,
      defect: 1,
      skipped: 1,
    });
    expect(summary.divergence).toBe(2 / 8);
    expect(summary.coverage).toBe(3 / 8);
  });

  it('does not improve divergence when failures become skips', () => {
    const plan = [planned('a'), planned('b')];
    const failing = reportOf([started(plan), checked('a', 'fail'), checked('b', 'pass'), finished()]);
    const skipping = reportOf([started(plan), checked('a', 'skipped'), checked('b', 'pass'), finished()]);
    expect(failing.summary).toMatchObject({ divergence: 0.5, coverage: 1 });
    expect(skipping.summary).toMatchObject({ divergence: 0, coverage: 0.5 });
  });

  it('splits the figures by what can fail a gate, by level and by evidence', () => {
    const { summary } = reportOf(everyKindOfEvent());
    expect(summary.gating).toMatchObject({ planned: 6, divergence: 1 / 6 });
    expect(summary.informing).toMatchObject({ planned: 2, divergence: 1 / 2 });
    expect(summary.byLevel.may.planned).toBe(1);
    expect(summary.byLevel.must.planned).toBe(6);
    expect(summary.byEvidence.inferred).toMatchObject({ planned: 1, divergence: 1 });
    expect(summary.byEvidence.documented).toMatchObject({ planned: 0, divergence: null, coverage: null });
  });

  it('gives each mission document its line, also with no requirement, and others only with one', () => {
    const documents = reportOf(everyKindOfEvent()).byDocument.map(({ id, planned }) => [id, planned]);
    expect(documents).toEqual([
      ['guide', 7],
      ['ecs', 0],
      ['recording', 1],
    ]);
  });

  it('lists topics that have requirements, in the order of the contract', () => {
    expect(reportOf(everyKindOfEvent()).byTopic.map(({ topic }) => topic)).toEqual(['name', 'tags']);
  });

  it('joins the verdicts of several clients into the worst and names each', () => {
    const events = [
      started([planned('a')], { clients: ['wire', 'sdk'] }),
      checked('a', 'pass', { remarks: ['same'] }),
      checked('a', 'fail', { client: 'sdk', remarks: ['same', 'other'] }),
      finished(),
    ];
    const [result] = reportOf(events).results;
    expect(result).toMatchObject({
      verdict: 'fail',
      clients: { wire: 'pass', sdk: 'fail' },
      durationMs: 10,
      remarks: ['same', 'other'],
    });
  });

  it('takes the reason from the client whose verdict stands', () => {
    const events = [
      started([planned('a')]),
      checked('a', 'unsupported', { reason: 'not there' }),
      checked('a', 'inconclusive', { client: 'sdk', reason: 'throttled' }),
      finished(),
    ];
    expect(reportOf(events).results[0]).toMatchObject({ verdict: 'inconclusive', reason: 'throttled' });
  });

  it('puts the exchange that shows a finding into the finding', () => {
    const exchanges = [exchange({ id: 1 }), exchange({ id: 2, durationMs: 99 })];
    const events = [
      started([planned('a')]),
      checked('a', 'fail', { exchanges, findings: [finding('a', { exchanges: [2, 1] })] }),
      finished(),
    ];
    expect(reportOf(events).results[0]?.findings[0]?.exchange?.durationMs).toBe(99);
  });

  it('never takes a selected requirement without an answer for a skipped one', () => {
    const plan = [planned('a'), planned('b', {}, { selected: false })];
    const results = reportOf([started(plan), finished({ interrupted: true })]).results;
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['inconclusive', 'the run was interrupted before this check'],
      ['skipped', 'not selected'],
    ]);
  });

  it('reports a log that ends early as interrupted', () => {
    const report = reportOf([started([planned('a')])]);
    expect(report.run).toMatchObject({ interrupted: true, durationMs: 0 });
    expect(report.results[0]?.reason).toBe('the event log ends before this check');
  });

  it('refuses a log that does not say what was planned', () => {
    expect(() => reportOf([finished()])).toThrow('no "run-started" event');
  });
});
