import { describe, expect, it } from 'vitest';
import type { RunEvent, RunStarted } from '../runner/events.ts';
import { exitCodeOf, underBaseline } from '../runner/exit-code.ts';
import { VERDICTS, type Verdict } from '../runner/verdict.ts';
import { renderBadgeEndpoint } from './badge.ts';
import { type Decision, decide } from './decide.ts';
import { renderJunit } from './junit.ts';
import { reportOf } from './model.ts';
import { checked, finished, planned, started } from './testing/events.ts';

const PLAN = [
  planned('must'),
  planned('should', { level: 'should', evidence: 'documented' }),
  planned('may', { level: 'may' }),
  planned('inferred', { evidence: 'inferred' }),
];

/** Decides a log in which only what has an event was selected. */
function decided(events: readonly RunEvent[], rest: Partial<RunStarted> = {}): Decision {
  const known = new Set(events.flatMap((event) => ('requirement' in event ? [event.requirement] : [])));
  const plan = PLAN.map((one) => ({ ...one, selected: known.has(one.requirement.id) }));
  return decide(reportOf([started(plan, rest), ...events, finished()]));
}

describe('a decision', () => {
  const codes: Readonly<Record<Verdict, number>> = {
    pass: 0,
    fail: 1,
    unsupported: 3,
    blocked: 3,
    inconclusive: 3,
    defect: 4,
    skipped: 3,
  };

  it.each(VERDICTS)('on one gating requirement with the verdict %s has its own code', (verdict) => {
    expect(decided([checked('must', verdict)]).exitCode).toBe(codes[verdict]);
    const beside = decided([checked('should', 'pass'), checked('must', verdict)]).exitCode;
    expect(beside).toBe(verdict === 'skipped' ? 0 : codes[verdict]);
  });

  it.each([
    ['must', 1],
    ['should', 1],
    ['may', 0],
    ['inferred', 0],
  ])('on a failure of the requirement called %s has the code %i', (requirement, code) => {
    const other = requirement === 'must' ? 'should' : 'must';
    expect(decided([checked(other, 'pass'), checked(requirement, 'fail')]).exitCode).toBe(code);
  });

  it('tells what a failure blocked, over any number of steps, from what could not be judged for another reason', () => {
    const chain = [
      checked('must', 'fail'),
      checked('should', 'blocked', { blockedBy: 'must' }),
      checked('may', 'blocked', { blockedBy: 'should' }),
    ];
    const excused = decided(chain);
    expect(excused).toMatchObject({ exitCode: 1, state: { blockedByFailure: true, incomplete: false } });
    expect(exitCodeOf(underBaseline(excused.state, true))).toBe(0);
    const open = decided([...chain, checked('inferred', 'inconclusive')]);
    expect(exitCodeOf(underBaseline(open.state, true))).toBe(3);
  });

  it('takes a circle of blocked requirements for no failure', () => {
    const circle = [
      checked('must', 'blocked', { blockedBy: 'should' }),
      checked('should', 'blocked', { blockedBy: 'must' }),
    ];
    expect(decided(circle)).toMatchObject({ exitCode: 3, state: { blockedByFailure: false } });
  });

  it('says leftovers beside any verdict', () => {
    const leftover = { type: 'cleanup-failed', requirement: 'must', what: 'x', reason: 'y' } as const;
    expect(decided([checked('must', 'pass'), leftover])).toMatchObject({ exitCode: 5, notes: [] });
    expect(decided([checked('must', 'fail'), leftover])).toMatchObject({
      exitCode: 1,
      notes: ['1 leftover of the run on the target'],
    });
  });

  it('allows as many leftovers as were asked for, says them, and no more', () => {
    const leftover = { type: 'cleanup-failed', requirement: 'a', what: 'x', reason: 'y' } as const;
    const ending = (left: number, maxLeftovers: number): ReturnType<typeof decide> => {
      const log = [started([planned('a')], { maxLeftovers }), checked('a', 'pass')];
      return decide(reportOf([...log, ...Array<typeof leftover>(left).fill(leftover), finished()]));
    };
    const note = '2 leftovers of the run on the target (allowed by --max-leftovers)';
    expect(ending(2, 2)).toMatchObject({ exitCode: 0, notes: [note] });
    expect(ending(3, 2)).toMatchObject({ exitCode: 5, text: '3 leftovers of the run on the target' });
  });

  it('takes what nobody can say of for no leftover, and for no green run either', () => {
    const unknown = {
      type: 'cleanup-failed',
      requirement: 'must',
      what: 'x',
      reason: 'y',
      unknown: true,
    } as const;
    const text = 'it is unknown whether 1 key pair of the run is left, because the region cannot be listed';
    expect(decided([checked('must', 'pass'), unknown])).toMatchObject({ exitCode: 3, text, notes: [] });
    expect(decided([checked('must', 'fail'), unknown])).toMatchObject({ exitCode: 1, notes: [text] });
    const { unknown: _, ...left } = unknown;
    expect(decided([checked('must', 'pass'), unknown, left])).toMatchObject({ exitCode: 5, notes: [text] });
  });
});

describe('what is not supported', () => {
  it('is a hole unless the target declares it: no exit code 0, no green badge, an error in JUnit', () => {
    const plan = [planned('a'), planned('b')];
    const log = [started(plan), checked('a', 'pass'), checked('b', 'unsupported'), finished()];
    const report = reportOf(log);
    expect(decide(report)).toMatchObject({
      exitCode: 3,
      text: expect.stringMatching(/^1 of 2 requirements not supported and not declared \(b\)/),
    });
    expect(renderBadgeEndpoint(report)).toContain('"message": "incomplete, coverage');
    expect(renderJunit(report)).toContain('errors="1"');
    const declared = reportOf([
      started(plan),
      checked('a', 'pass'),
      checked('b', 'unsupported', { because: 'declared' }),
      finished(),
    ]);
    expect(decide(declared).exitCode).toBe(0);
    expect(renderJunit(declared)).toContain('errors="0"');
  });

  it('is said beside the verdict where the target accepts every signature', () => {
    const signatures = checked('must', 'unsupported', { because: 'signatures' });
    expect(decided([checked('should', 'pass'), signatures])).toMatchObject({
      exitCode: 0,
      notes: ['the target accepts every signature'],
    });
  });

  it('has a reason only where every client has the same kind of it', () => {
    const log = [
      checked('must', 'unsupported', { because: 'declared' }),
      checked('must', 'unsupported', { client: 'sdk' }),
      checked('should', 'pass'),
    ];
    expect(decided(log).exitCode).toBe(3);
  });
});

describe('the floor of coverage', () => {
  const many = (pass: number, skipped: number): readonly RunEvent[] => [
    started(
      Array.from({ length: 10 }, (_, index) => planned(`r${index}`)),
      { quota: 'skip' },
    ),
    ...Array.from({ length: 10 }, (_, index) =>
      checked(`r${index}`, index < pass ? 'pass' : index < pass + skipped ? 'skipped' : 'unsupported'),
    ),
    finished(),
  ];

  it('counts what was asked for: what a selection or --quota skip leaves out does not matter', () => {
    expect(decide(reportOf(many(4, 6))).exitCode).toBe(0);
  });

  it('is in the report, and holds for figures as well as for holes', () => {
    const report = reportOf(many(10, 0));
    expect(report.run.minCoverage).toBe(90);
    const results = report.results.map((result, index) =>
      index < 2 ? { ...result, level: 'may' as const, verdict: 'inconclusive' as const } : result,
    );
    expect(decide({ ...report, results }).exitCode).toBe(3);
  });
});
