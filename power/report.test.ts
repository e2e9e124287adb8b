import { describe, expect, it } from 'vitest';
import type { Level, Requirement } from '../specs/contract.ts';
import { figureLines, renderPower, renderWeakness } from './markdown.ts';
import type { Measurement } from './measurement.ts';
import { ALL_BROKEN, NO_OP } from './mutants/ec2/controls.ts';
import { type MutantResult, resultOf } from './outcome.ts';
import { exitCodeOf, type PowerInput, reportOf } from './report.ts';

const requirement = (id: string, level: Level): Requirement => ({
  id,
  level,
  topic: 'name',
  operation: 'create',
  statement: '',
  sources: [],
  evidence: 'observed',
  check: 'name/accepted',
  given: {},
  expects: { outcome: 'accepted' },
  needs: [],
  location: { file: 'name.yaml', line: 1 },
});

function result(id: string, verdicts: Measurement['verdicts'], mustBeKilledBy = 'one'): MutantResult {
  const mutant = { ...NO_OP, id, mustBeKilledBy };
  return resultOf(mutant, { subject: id, verdicts, reasons: {}, durationMs: 1 });
}

const input: PowerInput = {
  provider: 'aws-ec2',
  form: 'topic',
  seed: 1,
  durationMs: 1,
  partial: false,
  requirements: [requirement('one', 'must'), requirement('two', 'must'), requirement('wish', 'should')],
  mutants: [result('a', { one: 'fail' }), result('b', { one: 'fail', two: 'fail' })],
  controls: {
    noOp: result(NO_OP.id, { one: 'pass' }),
    allBroken: result(ALL_BROKEN.id, { one: 'fail' }),
  },
  nulls: { kept: [], ignored: [] },
};

describe('a power report', () => {
  it('meets the gate when every mutant is killed by its requirement and every MUST kills', () => {
    const report = reportOf(input);
    expect(report.complaints).toEqual([]);
    expect(exitCodeOf(report)).toBe(0);
    expect(report.requirements.map(({ kills, killsAlone }) => [kills, killsAlone])).toEqual([
      [2, 1],
      [1, 0],
      [0, 0],
    ]);
  });

  it('misses the gate for a survivor, a kill by others, a MUST without a kill and a vacuous MUST', () => {
    const echo = {
      subject: 'null/echo',
      verdicts: { one: 'pass', wish: 'pass' },
      reasons: {},
      durationMs: 1,
    } as const;
    const report = reportOf({
      ...input,
      mutants: [result('a', { one: 'pass' }), result('b', { one: 'blocked', wish: 'fail' })],
      nulls: { kept: [echo], ignored: [] },
    });
    expect(report.complaints).toEqual([
      'mutant a: survived (one: pass)',
      'mutant b: killed-by-others (one: blocked)',
      'requirement one: vacuous, satisfied by null/echo',
      'requirement one: no mutant is killed by it',
      'requirement two: no mutant is killed by it',
    ]);
    expect(exitCodeOf(report)).toBe(1);
    expect(exitCodeOf(report, report.complaints.length - 1)).toBe(1);
    expect(exitCodeOf(report, report.complaints.length + report.figures.void)).toBe(0);
  });

  it('counts what is detected by where the fault lies, and what was tried on partial targets', () => {
    const partial = {
      id: 'partial/x',
      summary: '',
      passed: 1,
      about: 1,
      falseFindings: [],
      notJudged: [],
      others: 1,
      cannotJudge: {},
      judgedAfterAll: [],
      mutants: 8,
      missed: ['a'],
    };
    const race = resultOf(
      { ...NO_OP, id: 'r', kind: 'race', mustBeKilledBy: 'one' },
      { subject: 'r', verdicts: { one: 'pass' }, reasons: {}, durationMs: 1 },
    );
    const report = reportOf({ ...input, mutants: [...input.mutants, race], partials: [partial] });
    expect(report.kinds).toEqual([
      { kind: 'rule', mutants: 2, detected: 2 },
      { kind: 'race', mutants: 1, detected: 0 },
      { kind: 'partial', mutants: 8, detected: 7 },
    ]);
    const line =
      'Detected by kind of fault: in one rule 2 of 2, in a race 0 of 1, on a partial target 7 of 8.';
    for (const text of [renderPower(report), renderWeakness(report)]) expect(text).toContain(line);
  });

  it('asks no margin of a part of the catalogue', () => {
    const report = reportOf({ ...input, partial: true, mutants: [result('a', { one: 'fail' })] });
    expect(report.complaints).toEqual([]);
  });

  it('is void when the reference fails or the broken server passes', () => {
    const noOp = reportOf({ ...input, controls: { ...input.controls, noOp: result('x', { one: 'fail' }) } });
    expect(noOp.void).toContain('without a fault');
    expect(exitCodeOf(noOp)).toBe(3);
    expect(figureLines(noOp)[0]).toContain('VOID');
    const broken = result('x', { one: 'pass' });
    const report = reportOf({ ...input, controls: { ...input.controls, allBroken: broken } });
    expect(report.void).toContain('everything broken');
  });

  it('is incomplete, not met, when a mutant was not judged', () => {
    const report = reportOf({ ...input, mutants: [...input.mutants, result('c', { one: 'inconclusive' })] });
    expect(exitCodeOf(report)).toBe(3);
    expect(figureLines(report).at(-1)).toContain('incomplete');
  });

  it('tells the denominator first and every survivor with its reason', () => {
    const report = reportOf({ ...input, mutants: [result('a', { one: 'pass' })] });
    expect(figureLines(report)[0]).toMatch(/^1 mutants/);
    for (const text of [renderPower(report), renderWeakness(report)]) {
      expect(text).toContain('- `a` (the reference as it is): survived, one: pass');
    }
  });
});
