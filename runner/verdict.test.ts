import { describe, expect, it } from 'vitest';
import { combineVerdicts, VERDICTS } from './verdict.ts';

describe('the verdict of several clients', () => {
  it('is the one that says the most against trusting the result', () => {
    expect(combineVerdicts(['pass', 'fail', 'defect'])).toBe('defect');
    expect(combineVerdicts(['pass', 'inconclusive', 'fail'])).toBe('fail');
    expect(combineVerdicts(['pass', 'unsupported'])).toBe('unsupported');
    expect(combineVerdicts(['skipped', 'pass'])).toBe('pass');
  });

  it.each(VERDICTS)('is %s when all say so', (verdict) => {
    expect(combineVerdicts([verdict, verdict])).toBe(verdict);
  });

  it('is skipped when nobody judged', () => {
    expect(combineVerdicts([])).toBe('skipped');
  });
});
