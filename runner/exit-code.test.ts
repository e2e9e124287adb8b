import { describe, expect, it } from 'vitest';
import type { CheckFinished, RunEvent } from './events.ts';
import { type ExitState, exitCodeOf, exitStateOf, underBaseline, withRepetitions } from './exit-code.ts';
import { body, fakeOptions, runAll } from './testing/fakes.ts';
import { VERDICTS, type Verdict } from './verdict.ts';

const FLAGS = [
  'usage',
  'interrupted',
  'cleanupFailed',
  'defect',
  'nonConformant',
  'incomplete',
  'blockedByFailure',
  'judged',
] as const;
const COMBINATIONS = Array.from({ length: 2 ** FLAGS.length }, (_, bits) =>
  Object.fromEntries(FLAGS.map((flag, index) => [flag, (bits & (1 << index)) !== 0])),
) as unknown as readonly ExitState[];

describe('the exit code', () => {
  it('follows one precedence over all combinations', () => {
    const wrong = COMBINATIONS.filter((state) => {
      let expected = 0;
      if (!state.judged || state.incomplete || state.blockedByFailure) expected = 3;
      if (state.nonConformant) expected = 1;
      if (state.defect) expected = 4;
      if (state.cleanupFailed) expected = 5;
      if (state.interrupted) expected = 130;
      if (state.usage) expected = 2;
      return exitCodeOf(state) !== expected;
    });
    expect(COMBINATIONS).toHaveLength(256);
    expect(wrong).toEqual([]);
  });

  it('is 0 in exactly one case', () => {
    const clean = COMBINATIONS.filter((state) => exitCodeOf(state) === 0);
    expect(clean).toEqual([
      { ...clean[0], judged: true, incomplete: false, blockedByFailure: false, nonConformant: false },
    ]);
  });
});

describe('the exit code under a baseline', () => {
  const codes = (holds: boolean): ReadonlyMap<ExitState, number> =>
    new Map(COMBINATIONS.map((state) => [state, exitCodeOf(underBaseline(state, holds))]));

  it('is never 1 when the baseline holds, and as without failures and what they block else', () => {
    for (const [state, code] of codes(true)) {
      expect(code).toBe(exitCodeOf({ ...state, nonConformant: false, blockedByFailure: false }));
      expect(code).not.toBe(1);
    }
  });

  it('is never 0 or 3 when the baseline is broken, and hides nothing that outweighs it', () => {
    for (const [state, code] of codes(false)) {
      expect(code).toBe(exitCodeOf({ ...state, nonConformant: true }));
      expect([1, 2, 4, 5, 130]).toContain(code);
    }
  });

  it('has what went wrong in a repetition, but none of its verdicts', () => {
    const clean = COMBINATIONS.filter((state) => exitCodeOf(state) === 0)[0];
    if (clean === undefined) throw new Error('no state is clean');
    const codeWith = (change: Partial<ExitState>): number =>
      exitCodeOf(withRepetitions(clean, [clean, { ...clean, ...change }]));
    expect(codeWith({ nonConformant: true, incomplete: true, judged: false })).toBe(0);
    expect(codeWith({ interrupted: true })).toBe(130);
    expect(codeWith({ cleanupFailed: true })).toBe(5);
    expect(codeWith({ defect: true })).toBe(4);
  });
});

const finished = (requirement: string, verdict: Verdict): CheckFinished => ({
  type: 'check-finished',
  requirement,
  client: 'wire',
  verdict,
  durationMs: 1,
  findings: [],
  remarks: [],
  exchanges: [],
});

async function codeOf(...events: readonly RunEvent[]): Promise<number> {
  const options = fakeOptions({
    must: body(),
    should: [body(), { level: 'should', evidence: 'documented' }],
    may: [body(), { level: 'may' }],
    inferred: [body(), { evidence: 'inferred' }],
  });
  const [started, ...rest] = await runAll({ ...options, selected: [] });
  const end = rest.at(-1);
  if (started === undefined || end === undefined) throw new Error('the run gave no events');
  return exitCodeOf(exitStateOf([started, ...events, end]));
}

describe('the state of a run', () => {
  const expected: Readonly<Record<Verdict, number>> = {
    pass: 0,
    fail: 1,
    unsupported: 3,
    blocked: 3,
    inconclusive: 3,
    defect: 4,
    skipped: 3,
  };

  it.each(VERDICTS)('of one binding requirement with the verdict %s has its own code', async (verdict) => {
    expect(await codeOf(finished('must', verdict))).toBe(expected[verdict]);
  });

  it.each(VERDICTS)('of a pass beside the verdict %s', async (verdict) => {
    const beside = verdict === 'unsupported' || verdict === 'skipped' ? 0 : expected[verdict];
    expect(await codeOf(finished('should', 'pass'), finished('must', verdict))).toBe(beside);
  });

  it.each([
    ['must', 1],
    ['should', 1],
    ['may', 0],
    ['inferred', 0],
  ])('after a failure of the requirement called %s has the code %i', async (requirement, code) => {
    expect(await codeOf(finished(requirement, 'fail'))).toBe(code);
  });

  it('is non-conformant rather than incomplete when a failure blocks others', async () => {
    expect(await codeOf(finished('must', 'fail'), finished('should', 'blocked'))).toBe(1);
  });

  it('tells what a failure blocked, over any number of steps, from what could not be judged for another reason', async () => {
    const blocked = (requirement: string, need: string): CheckFinished => ({
      ...finished(requirement, 'blocked'),
      blockedBy: need,
    });
    const chain = [finished('must', 'fail'), blocked('should', 'must'), blocked('may', 'should')];
    const stateAfter = async (...events: readonly RunEvent[]): Promise<ExitState> => {
      const options = fakeOptions({ must: body() });
      const [started, ...rest] = await runAll({ ...options, selected: [] });
      const end = rest.at(-1);
      if (started === undefined || end === undefined) throw new Error('the run gave no events');
      return exitStateOf([started, ...events, end]);
    };
    const excused = await stateAfter(...chain);
    expect(excused).toMatchObject({ blockedByFailure: true, incomplete: false });
    expect(exitCodeOf(underBaseline(excused, true))).toBe(0);
    const open = await stateAfter(...chain, finished('inferred', 'inconclusive'), blocked('x', 'inferred'));
    expect(open).toMatchObject({ blockedByFailure: true, incomplete: true });
    expect(exitCodeOf(underBaseline(open, true))).toBe(3);
  });

  it('is cleanup incomplete when something could not be removed', async () => {
    const failure = { type: 'cleanup-failed', requirement: 'must', what: 'x', reason: 'y' } as const;
    expect(await codeOf(finished('must', 'pass'), failure)).toBe(5);
  });

  it('is interrupted when the log has no end', () => {
    expect(exitCodeOf(exitStateOf([finished('must', 'pass')]))).toBe(130);
  });

  it('is incomplete when the target could not be reached', () => {
    const end: RunEvent = {
      type: 'run-finished',
      finishedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      interrupted: false,
      unreachable: 'refused',
    };
    expect(exitCodeOf(exitStateOf([finished('must', 'pass'), end]))).toBe(3);
  });
});
