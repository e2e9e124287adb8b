import { describe, expect, it } from 'vitest';
import type { Verdict } from '../runner/verdict.ts';
import { nothingJudged } from './measurement.ts';
import { NO_OP } from './mutants/ec2/controls.ts';
import { resultOf } from './outcome.ts';

const mutant = { ...NO_OP, mustBeKilledBy: 'named' };

function fateWith(verdicts: Readonly<Record<string, Verdict>>): string {
  return resultOf(mutant, { subject: mutant.id, verdicts, reasons: {}, durationMs: 1 }).fate;
}

describe('the fate of a mutant', () => {
  it('is a kill when the named requirement fails', () => {
    expect(fateWith({ named: 'fail', other: 'fail' })).toBe('killed');
  });

  it('is a kill by others when only others fail, whatever the named requirement says', () => {
    expect(fateWith({ named: 'pass', other: 'fail' })).toBe('killed-by-others');
    expect(fateWith({ named: 'blocked', other: 'fail' })).toBe('killed-by-others');
  });

  it('is survival when the named requirement passes and nothing fails', () => {
    expect(fateWith({ named: 'pass', other: 'inconclusive' })).toBe('survived');
  });

  it.each(['inconclusive', 'defect', 'blocked', 'unsupported', 'skipped'] as const)(
    'is void, and never a kill, when the named requirement is %s',
    (verdict) => {
      expect(fateWith({ named: verdict })).toBe('void');
    },
  );

  it('is void with the reason when nothing was judged', () => {
    const result = resultOf(mutant, nothingJudged(mutant.id, 'the server did not start'));
    expect(result).toMatchObject({ fate: 'void', reason: 'the server did not start', killedBy: [] });
  });
});
