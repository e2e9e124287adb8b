import { describe, expect, it } from 'vitest';
import { worthRepeating } from './repeat.ts';
import { attempt, baseline, failed, passed, print, unjudged } from './testing/judged.ts';

describe('another attempt', () => {
  it('is worth it for what failed and for what is flaky, and for nothing else', () => {
    const entries = baseline(
      { requirement: 'flaky.*', class: 'flaky', fingerprint: [print(1)] },
      { requirement: 'known', fingerprint: [print(2)] },
    );
    const first = attempt(
      failed('new', [print(3)]),
      failed('known', [print(2)]),
      passed('flaky.passed'),
      unjudged('flaky.blocked', 'blocked'),
      passed('good'),
      { ...failed('informs', [print(4)]), gating: false },
    );
    expect([...worthRepeating(entries, first)]).toEqual(['new', 'known', 'flaky.passed']);
  });
});
