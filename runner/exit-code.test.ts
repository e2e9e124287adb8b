import { describe, expect, it } from 'vitest';
import { type ExitState, exitCodeOf, underBaseline, withRepetitions } from './exit-code.ts';

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
      if (state.cleanupFailed) expected = 5;
      if (state.nonConformant) expected = 1;
      if (state.defect) expected = 4;
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
      expect([1, 2, 4, 130]).toContain(code);
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
