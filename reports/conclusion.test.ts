import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { type ConclusionKind, conclusionOf } from './conclusion.ts';
import { percent } from './console/figures.ts';
import { decide } from './decide.ts';
import { reportOf } from './model.ts';
import { checked, finished, planned, started } from './testing/events.ts';

const EXIT_CODES: Readonly<Record<ConclusionKind, number>> = {
  conformant: 0,
  'non-conformant': 1,
  incomplete: 3,
  unreachable: 3,
  'suite-defect': 4,
  'cleanup-incomplete': 5,
  interrupted: 130,
};

const plan = [planned('a'), planned('b')];
const leftover: RunEvent = {
  type: 'cleanup-failed',
  requirement: 'a',
  what: 'key pair x',
  reason: 'no answer',
};

function kindOf(...events: readonly RunEvent[]): string {
  return conclusionOf(reportOf([started(plan), ...events])).kind;
}

describe('conclusionOf', () => {
  it.each<[ConclusionKind, readonly RunEvent[]]>([
    ['conformant', [checked('a', 'pass'), checked('b', 'pass'), finished()]],
    ['incomplete', [checked('a', 'pass'), checked('b', 'unsupported'), finished()]],
    ['conformant', [checked('a', 'pass'), checked('b', 'unsupported', { because: 'declared' }), finished()]],
    ['non-conformant', [checked('a', 'fail'), checked('b', 'inconclusive'), finished()]],
    ['incomplete', [checked('a', 'pass'), checked('b', 'blocked'), finished()]],
    ['suite-defect', [checked('a', 'fail'), checked('b', 'defect'), finished()]],
    ['suite-defect', [checked('a', 'fail'), checked('b', 'defect'), leftover, finished()]],
    ['non-conformant', [checked('a', 'fail'), leftover, finished()]],
    ['cleanup-incomplete', [checked('a', 'pass'), checked('b', 'inconclusive'), leftover, finished()]],
    ['interrupted', [checked('a', 'fail'), finished({ interrupted: true })]],
    ['unreachable', [finished({ unreachable: 'refused' })]],
    ['interrupted', [finished({ interrupted: true, unreachable: 'refused' })]],
    ['incomplete', [checked('a', 'unsupported'), checked('b', 'unsupported'), finished()]],
  ])('is %s, and the exit code says the same', (kind, events) => {
    expect(kindOf(...events)).toBe(kind);
    expect(decide(reportOf([started(plan), ...events])).exitCode).toBe(EXIT_CODES[kind]);
  });

  it('is incomplete when nothing was judged', () => {
    const nothing = [planned('a', {}, { selected: false })];
    expect(conclusionOf(reportOf([started(nothing), finished()])).kind).toBe('incomplete');
  });

  it('does not fail a target on what only informs', () => {
    const informing = [planned('a', { level: 'may' }), planned('b', { evidence: 'inferred' })];
    const events = [started(informing), checked('a', 'fail'), checked('b', 'fail'), finished()];
    expect(conclusionOf(reportOf(events)).kind).toBe('conformant');
  });
});

describe('percent', () => {
  it.each([
    [null, '–'],
    [0, '0.0%'],
    [1, '100.0%'],
    [0.5, '50.0%'],
    [1 / 3, '33.3%'],
    [1 / 100_000, '0.1%'],
    [99_999 / 100_000, '99.9%'],
    [0.9985, '99.9%'],
  ])('shows %s as %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});
