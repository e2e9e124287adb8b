import { expect, it } from 'vitest';
import { decide, type GatedReport } from '../gate/decide.ts';
import type { Judged } from '../gate/judged.ts';
import { parsePolicy } from '../gate/policy.ts';
import { passed, unjudged } from '../gate/testing/judged.ts';
import { gateCode } from './gate.ts';

const NO_FAILURE = { maxFailures: 0 };

function codeOf(limits: object, leftovers: number, ...results: readonly Judged[]): number {
  const policy = parsePolicy(JSON.stringify({ rules: [{ name: 'a rule', ...limits }] }), 'policy.yaml');
  const reports: readonly GatedReport[] = [{ label: 'moto', results: [passed('a'), ...results], leftovers }];
  return gateCode(policy, reports, decide(policy, reports));
}

const informing = (verdict: Judged['verdict']): Judged => ({
  ...unjudged('b', verdict),
  level: 'may',
  gating: false,
});

it.each<[what: string, code: number, limits: object, leftovers: number, results: readonly Judged[]]>([
  ['nothing is wrong', 0, NO_FAILURE, 0, []],
  ['a check crashed', 4, NO_FAILURE, 0, [unjudged('b', 'defect')]],
  [
    'a check crashed, and a limit allows it',
    0,
    { ...NO_FAILURE, maxDefects: 1 },
    0,
    [unjudged('b', 'defect')],
  ],
  ['a limit for less is there', 1, { ...NO_FAILURE, maxDefects: 0 }, 0, [unjudged('b', 'defect')]],
  ['a check that only informs crashed', 4, NO_FAILURE, 0, [informing('defect')]],
  ['something is left', 5, NO_FAILURE, 1, []],
  ['something is left, and a limit allows it', 0, { ...NO_FAILURE, maxLeftovers: 1 }, 1, []],
  ['more is left than a limit allows', 1, { ...NO_FAILURE, maxLeftovers: 1 }, 2, []],
  ['a gating requirement is inconclusive', 3, NO_FAILURE, 0, [unjudged('b', 'inconclusive')]],
  ['a gating requirement is blocked', 3, NO_FAILURE, 0, [unjudged('b', 'blocked')]],
  ['a gating requirement is unsupported', 3, NO_FAILURE, 0, [unjudged('b', 'unsupported')]],
  [
    'a gating requirement is unsupported as declared',
    0,
    NO_FAILURE,
    0,
    [{ ...unjudged('b', 'unsupported'), because: 'declared' }],
  ],
  [
    'a gating requirement is inconclusive, and a share allows it',
    0,
    { ...NO_FAILURE, minCoveragePercent: 50 },
    0,
    [unjudged('b', 'inconclusive')],
  ],
  [
    'a limit is about something else',
    3,
    { ...NO_FAILURE, maxInconclusive: 5, where: { requirement: ['a'] } },
    0,
    [unjudged('b', 'inconclusive')],
  ],
  ['what only informs is inconclusive', 0, NO_FAILURE, 0, [informing('inconclusive')]],
  [
    'a defect, a leftover and a hole at once',
    4,
    NO_FAILURE,
    1,
    [unjudged('b', 'defect'), unjudged('c', 'unsupported')],
  ],
])('a gate where %s ends with %i', (_, code, limits, leftovers, results) => {
  expect(codeOf(limits, leftovers, ...results)).toBe(code);
});
